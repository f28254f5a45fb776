import Foundation

/// Rows under a heading, in columns as wide as they must be: the first to the left, the others to the
/// right.
struct Table {
  let heading: [String]
  var rows: [[String]] = []

  func text(painted: Bool) -> String {
    let widths = heading.indices.map { column in
      ([heading] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([heading] + rows).map { cells in
      let padded = zip(cells, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      return "  " + padded.joined(separator: "   ")
    }
    let first = painted ? "\u{1B}[1m\(lines[0])\u{1B}[0m" : lines[0]
    return ([first] + lines.dropFirst()).joined(separator: "\n")
  }
}

extension Double {
  /// With that many decimals, and thousands set apart: `1,234.5`.
  func rounded(to decimals: Int) -> String {
    let plain = String(format: "%.\(decimals)f", self)
    let parts = plain.split(separator: ".", maxSplits: 1)
    var whole = String(parts[0])
    var place = whole.count - 3
    while place > 0, whole.dropFirst(place).first?.isNumber == true, place > (self < 0 ? 1 : 0) {
      whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
      place -= 3
    }
    return parts.count == 2 ? "\(whole).\(parts[1])" : whole
  }
}
