/// Finds what somebody probably meant.
enum Nearest {
  /// A proposal, or else the list of all that there is.
  static func advice(to word: String, from known: [String]) -> Words {
    let ranked = known.map { ($0, distance(word.lowercased(), $0.lowercased())) }
    if let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 3) {
      return Words("Did you mean \(best.0)?", ja: "もしかして \(best.0) ですか？")
    }
    let all = known.joined(separator: ", ")
    return Words("There are: \(all)", ja: "あるもの: \(all)")
  }

  /// How many letters have to be added, removed or changed (Levenshtein).
  static func distance(_ one: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (index, letter) in one.prefix(100).enumerated() {
      var next = [index + 1]
      for column in other.indices {
        let changed = row[column] + (other[column] == letter ? 0 : 1)
        next.append(min(changed, row[column + 1] + 1, next[column] + 1))
      }
      row = next
    }
    return row[other.count]
  }
}
