private import Dispatch
package import Host
package import Model

/// Holds a folder on disk against a signed list of files. Nothing is followed that is a link, and nothing is changed.
///
/// `Hash` is SHA-256.
package struct FolderInspection<Hash: StreamingDigest & ~Copyable> {
  /// Bytes of content to hash before progress is told.
  private static var batchLength: Int { 32 << 20 }

  private let list: FileList
  /// Before each path of a difference: `components/stigmer/`.
  private let prefix: String
  private let depth: InspectionDepth

  package init(_ list: FileList, prefix: String, depth: InspectionDepth) {
    self.list = list
    self.prefix = prefix
    self.depth = depth
  }

  /// - Parameter progress: Takes the bytes hashed since the last call, on this thread.
  /// - Returns: In the order of paths; of a folder that is missing or added only the folder itself.
  package func differences(
    in folder: Directory, progress: (Int) -> Void = { _ in }
  ) throws -> [FolderDifference] {
    var comparison = FolderComparison(list, depth: depth)
    try comparison.visit(folder)
    var found = comparison.differences
    found += try contentDifferences(of: comparison.toHash, in: folder, progress)
    return found.map { FolderDifference(prefix + $0.path, $0.change, $0.aspect) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func contentDifferences(
    of files: [HashedFile], in folder: Directory, _ progress: (Int) -> Void
  ) throws -> [FolderDifference] {
    var found: [FolderDifference] = []
    var rest = files[...]
    while !rest.isEmpty {
      let batch = Self.takeBatch(&rest)
      let results = batch.withUnsafeBufferPointer { files in Self.hashAll(files, in: folder) }
      for (file, result) in zip(batch, results) where try result.get() != file.digest {
        found.append(FolderDifference(file.path.description, .altered, .content))
      }
      progress(batch.reduce(0) { $0 + $1.length })
    }
    return found
  }

  private static func takeBatch(_ rest: inout ArraySlice<HashedFile>) -> [HashedFile] {
    var batch: [HashedFile] = []
    var length = 0
    while let file = rest.first, batch.isEmpty || length + file.length <= batchLength {
      batch.append(file)
      length += file.length
      rest.removeFirst()
    }
    return batch
  }

  /// On all processors.
  private static func hashAll(
    _ files: UnsafeBufferPointer<HashedFile>, in folder: Directory
  ) -> [Result<Digest?, HostError>] {
    var results = [Result<Digest?, HostError>](repeating: .success(nil), count: files.count)
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let (results, files) = (results, files)
      DispatchQueue.concurrentPerform(iterations: files.count) { number in
        results[number] = Result { () throws(HostError) in
          try FileDigest<Hash>.of(files[number].path, below: folder)
        }
      }
    }
    return results
  }
}
