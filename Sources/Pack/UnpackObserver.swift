/// Who wants to know how unpacking goes on. Called on the thread that unpacks, in order.
package struct UnpackObserver {
  /// Takes the packed bytes consumed so far.
  package var progress: (_ consumed: Int) -> Void
  /// Takes each frame's number, from 0, and its packed bytes once they are verified and before they are decoded: so a
  /// partial download can be kept, and resumed. The bytes are valid during the call.
  package var verifiedFrame: (_ number: Int, _ packed: UnsafeRawBufferPointer) throws -> Void

  package init(
    progress: @escaping (_ consumed: Int) -> Void = { _ in },
    verifiedFrame: @escaping (_ number: Int, _ packed: UnsafeRawBufferPointer) throws -> Void = {
      _, _ in
    }
  ) {
    self.progress = progress
    self.verifiedFrame = verifiedFrame
  }
}
