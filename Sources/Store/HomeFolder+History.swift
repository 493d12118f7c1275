package import Host
package import Model

extension HomeFolder {
  /// The generation that a channel is at: the last record that names what its link points to. A record whose link was
  /// never moved (the machine stopped in between) is not it.
  ///
  /// - Returns: `nil` for a channel that is not followed here, or has no such record.
  package func generation(of channel: ChannelName) throws(HostError) -> Generation? {
    guard let version = try release(of: channel) else { return nil }
    return try generations(of: channel).last { $0.version == version }
  }

  /// Where `update` leaves a channel until somebody lets go of it; `nil` when it moves on.
  package func hold(of channel: ChannelName) throws(HostError) -> Generation? {
    guard let present = try generation(of: channel), present.isHeld else { return nil }
    return present
  }

  /// The generation that a rollback of `channel` returns to, whether or not its tree is still here.
  package func generationBefore(in channel: ChannelName) throws(HostError) -> Generation? {
    guard let present = try generation(of: channel) else { return nil }
    return try generations(of: channel).generation(before: present)
  }

  /// Marks a tree as used now, if it is here; without a lock, as the shim does.
  package func stamp(_ tree: TreeIdentifier) throws(HostError) {
    guard try root.status("trees/\(tree.text)") != nil else { return }
    let used = try root.makingDirectory("used")
    _ = try used.openOrCreateFile(tree.text)
    try used.touch(tree.text)
  }

  /// When a tree was last started or installed; `nil` when nothing says so.
  package func lastUse(of tree: TreeIdentifier) throws(HostError) -> Instant? {
    try root.status("used/\(tree.text)")?.modified
  }
}

extension [Generation] {
  /// The one to return to from `present`: another release than its own.
  ///
  /// A generation that a rollback made stands where the one that it returned to stood: so the next rollback goes further
  /// back, and not forward to what was left.
  package func generation(before present: Generation) -> Generation? {
    guard var index = lastIndex(of: present) else { return nil }
    // Holding and letting go in place add records of the same release.
    while index > startIndex, self[index - 1].version == present.version { index -= 1 }
    if self[index].isHeld {
      index = self[..<index].lastIndex { $0.version == present.version && !$0.isHeld } ?? index
    }
    return self[..<index].last { $0.version != present.version }
  }
}
