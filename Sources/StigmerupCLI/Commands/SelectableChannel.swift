import ArgumentParser
import Model

/// A channel as `--from` takes it: the manager's own cannot be named.
enum SelectableChannel: String, CaseIterable, ExpressibleByArgument {
  case stable
  case beta
  case dev

  var name: ChannelName {
    switch self {
    case .stable: .stable
    case .beta: .beta
    case .dev: .dev
    }
  }
}

extension Profile: ExpressibleByArgument {}
extension ComponentName: ExpressibleByArgument {}
