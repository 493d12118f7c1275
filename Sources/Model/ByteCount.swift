/// Amounts of bytes for people: decimal units, as disks and networks are sold.
package enum ByteCount {
  package static func text(_ count: Int) -> String {
    guard count >= 1000 else { return "\(count) B" }
    var value = Double(count)
    var unit = 0
    while value >= 1000 && unit < 4 {
      value /= 1000
      unit += 1
    }
    let tenths = Int((value * 10).rounded())
    let number = value < 99.95 ? "\(tenths / 10).\(tenths % 10)" : "\(Int(value.rounded()))"
    return "\(number) \(["B", "kB", "MB", "GB", "TB"][unit])"
  }
}
