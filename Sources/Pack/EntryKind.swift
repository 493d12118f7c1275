/// What an entry of an artifact is: nothing else is ever packed or unpacked.
enum EntryKind: Equatable {
  case folder
  case file(length: Int, isExecutable: Bool)
  case link(target: String)
}
