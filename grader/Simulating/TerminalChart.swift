/// A chart of block characters: a pure function of values and a size.
struct TerminalChart {
  /// One place on the time axis; nil where nothing is known.
  typealias Column = (upper: Double, lower: Double)?

  let scale: Scale
  let columns: [Column]
  let height: Int

  /// - Parameter end: the time at the right edge, in seconds.
  init(
    _ measure: Measure, _ moments: [Moment], scale: Scale, until end: Double, width: Int,
    height: Int
  ) {
    self.scale = scale
    self.height = max(height, 0)
    columns = Self.columns(measure, moments, until: end, count: max(width, 0))
  }

  /// The largest value of what falls into a column; where nothing does, what was known before holds on.
  private static func columns(
    _ measure: Measure, _ moments: [Moment], until end: Double, count: Int
  ) -> [Column] {
    var columns = [Column](repeating: nil, count: count)
    guard count > 0, end > 0, end.isFinite else { return columns }
    var filled = -1
    var last: Column = nil
    for moment in moments {
      // A moment tells of the time before it.
      let place = min(Int((moment.time / end * Double(count)).rounded(.up)) - 1, count - 1)
      guard place >= 0 else { continue }
      let value = measure.values(moment)
      if place <= filled {
        if let value, let there = columns[place] {
          columns[place] = (max(value.upper, there.upper), max(value.lower, there.lower))
        } else {
          columns[place] = columns[place] ?? value
        }
      } else {
        for gap in filled + 1..<place { columns[gap] = filled < 0 ? value : last }
        columns[place] = value
        filled = place
      }
      last = value
    }
    return columns
  }

  /// From the top to the bottom, each as wide as there are columns.
  var lines: [String] {
    (0..<height).map { row in
      let floor = height - 1 - row
      return String(columns.map { cell($0, above: floor) })
    }
  }

  private static let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private func cell(_ column: Column, above floor: Int) -> Character {
    guard let column else { return " " }
    let lower = eighths(column.lower, above: floor)
    if lower > 0 { return Self.blocks[lower] }
    // Above the heavier part, a shade; it has no fractions, so half a cell is a whole one.
    return eighths(column.upper, above: floor) >= 4 ? "░" : " "
  }

  /// How much of a cell is filled. Whatever is above zero shows at least as a line at the bottom.
  private func eighths(_ value: Double, above floor: Int) -> Int {
    var filled = Int((scale.share(of: value) * Double(8 * height)).rounded())
    if filled == 0, value > 0 { filled = 1 }
    return min(max(filled - 8 * floor, 0), 8)
  }
}
