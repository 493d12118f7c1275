extension Duration {
  /// Rounded up.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// Rounded up.
  var wholeSeconds: Int { (milliseconds + 999) / 1000 }
}
