private import Host
package import Model
package import Store
private import SystemPackage
package import Trust

/// What a home trusts, looked at again file by file: nothing is fetched, and nothing is written.
package struct TrustOverview {
  package let roles: [TrustReport.Role]
  package let roots: RootChain
  package let refreshes: RefreshRecord
  /// Why ``refreshes`` is empty although there is a file.
  package let recordProblem: FormatError?

  /// - Returns: `nil` for a home that trusts no repository yet.
  /// - Throws: ``TrustDamage`` when the root itself is of no use; ``HostError``.
  package static func of(_ home: HomeFolder, at time: Instant) throws -> TrustOverview? {
    let files = StoredFiles(StoredTrust(home))
    guard try files.load(.root) != nil else { return nil }
    return try TrustOverview(home, files, at: time)
  }

  private init(_ home: HomeFolder, _ files: StoredFiles, at time: Instant) throws {
    do {
      roles = try TrustReport(of: files, at: time).roles
    } catch let error as TrustError {
      throw TrustDamage(home: home.path.string, error)
    }
    roots = RootChain(try Self.roots(of: home, files), at: time)
    var (record, problem) = (RefreshRecord(), FormatError?.none)
    if let bytes = try files.trust.load(RefreshRecord.fileName, limit: RefreshRecord.longest) {
      do throws(FormatError) {
        record = try RefreshRecord(parsing: bytes)
      } catch {
        problem = error
      }
    }
    (refreshes, recordProblem) = (record, problem)
  }

  /// Every root that was accepted, by version, and the present one.
  private static func roots(of home: HomeFolder, _ files: StoredFiles) throws -> [RootChain.File] {
    let suffix = ".root.json"
    let names = try home.folder("trust/roots")?.names() ?? []
    let versions = names.compactMap { name in
      name.hasSuffix(suffix) ? Int(name.dropLast(suffix.count)) : nil
    }
    var found: [RootChain.File] = []
    for version in versions.sorted() {
      let path = "roots/\(version)\(suffix)"
      if let bytes = try files.trust.load(path, limit: TrustAnchor.longestRoot) {
        found.append(RootChain.File(path: path, bytes: bytes))
      }
    }
    if let present = try files.load(.root), found.last?.bytes != present {
      found.append(RootChain.File(path: RoleName.root.fileName(), bytes: present))
    }
    return found
  }
}

/// A home's metadata as `Trust` asks for it, only read.
private struct StoredFiles: MetadataStore {
  let trust: StoredTrust

  init(_ trust: StoredTrust) { self.trust = trust }

  func load(_ role: RoleName) throws -> [UInt8]? {
    try trust.load(role.fileName(), limit: 8 << 20)
  }

  func store(_ role: RoleName, _ bytes: [UInt8]) {}
}
