import Foundation

/// What was found out about one group, for people and for programs.
struct GroupReport: Encodable {
  /// A figure of one thing, in a unit.
  struct Figure: Encodable {
    let name: String
    let unit: String
    let spread: Spread
  }

  /// How many times as much of something one thing takes as another.
  struct Ratio: Encodable {
    let name: String
    let spread: Spread
  }

  let name: String
  /// What is measured, in a sentence or two.
  let about: String
  let table: Table
  let figures: [Figure]
  let ratios: [Ratio]
  /// Sentences under the table.
  var remarks: [String] = []

  private enum CodingKeys: CodingKey { case name, about, figures, ratios }

  func text(painted: Bool) -> String {
    let title = painted ? "\u{1B}[1m\(name)\u{1B}[0m" : name
    let remarks = remarks.map { "  \($0)\n" }.joined()
    return "\(title) · \(about)\n\n\(table.text(painted: painted))\n\n\(remarks)"
  }
}

/// Everything that was measured in one run.
struct Report: Encodable {
  let version = 1
  let isQuick: Bool
  let processors = ProcessInfo.processInfo.activeProcessorCount
  let system = ProcessInfo.processInfo.operatingSystemVersionString
  let groups: [GroupReport]

  init(isQuick: Bool, groups: [GroupReport]) {
    self.isQuick = isQuick
    self.groups = groups
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
