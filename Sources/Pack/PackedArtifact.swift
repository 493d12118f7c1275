package import Model

/// What packing made: the artifact lies in the file it was written to, its file list is here.
package struct PackedArtifact: Sendable {
  /// Its requirements are empty: the publisher reads them from the programs.
  package var artifact: Artifact
  package let fileList: FileList
  /// The object that ``Artifact/files`` names: the list, packed.
  package let fileListObject: [UInt8]
}
