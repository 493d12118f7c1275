private import Host
private import Model
internal import SystemPackage

/// A repository in a folder of this machine.
struct FolderSource {
  let root: FilePath
  let location: RepositoryLocation

  /// - Throws: ``FetchError/notFound(url:status:elsewhere:)``; ``FetchError/unreadable(_:)`` when the
  ///   folder itself is not there.
  func open(_ path: String) throws(FetchError) -> FolderFile {
    guard RelativePath(path) != nil else { throw .badPath(path) }
    let url = location.describing(path)
    let folder: Directory
    do throws(HostError) { folder = try Directory(root) } catch { throw .unreadable(error) }
    do throws(HostError) {
      return FolderFile(try folder.openFile(path), url: url)
    } catch  where error.isNotFound || error.code == Errno.notDirectory.rawValue {
      throw .notFound(url: url, status: nil, elsewhere: nil)
    } catch {
      throw .unreadable(error)
    }
  }
}
