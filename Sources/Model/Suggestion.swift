/// The word that was probably meant.
package enum Suggestion {
  /// - Returns: `nil` when nothing is near enough to be worth saying.
  package static func nearest(to word: String, among known: [String]) -> String? {
    let limit = word.count <= 3 ? 1 : 2
    return known.map { ($0, distance(Array(word.lowercased()), Array($0))) }
      .filter { $0.1 <= limit && $0.1 < word.count && $0.0 != word }
      .min { $0.1 < $1.1 }?.0
  }

  /// Insertions, removals, replacements, and exchanges of two neighbours (optimal string
  /// alignment).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, one) in left.enumerated() {
      var next = [i + 1]
      for (j, other) in right.enumerated() {
        var best = min(row[j] + (one == other ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, one == right[j - 1], left[i - 1] == other {
          best = min(best, before[j - 1] + 1)
        }
        next.append(best)
      }
      before = row
      row = next
    }
    return row[right.count]
  }
}
