@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Saves the first lesson of the small course, each time with something that was never there before.
struct RandomEdits {
  /// How an editor brings a new content to the disk.
  enum Way: CaseIterable {
    case inPlace, byRenaming, inTwoSteps, withTheOldOneAside, threeTimes
  }

  static let lesson = "01-Counter"
  private static let file = "Exercises/\(lesson).swift"

  private let scratch: Scratch
  private let solution: String
  private var count = 0
  /// What must be seen of the last content, and its verdict.
  private(set) var mark = ""
  private(set) var verdict = Verdict.fails

  init(_ scratch: Scratch) throws {
    self.scratch = scratch
    solution = try scratch.read("Solutions/\(Self.lesson).swift")
  }

  /// - Parameter pause: called between the steps of a save that takes several.
  mutating func save(using random: inout SplitMix64, pause: () -> Void) throws -> Way {
    let way = Way.allCases.randomElement(using: &random) ?? .inPlace
    let path = scratch.path.adding(Self.file)
    let text = next(using: &random)
    switch way {
    case .inPlace: try overwrite(path, text)
    case .byRenaming: try scratch.write(text, to: Self.file)
    case .inTwoSteps:
      let half = String(text.prefix(text.count / 2))
      try overwrite(path, "")
      pause()
      try overwrite(path, half)
      pause()
      try overwrite(path, text)
    case .withTheOldOneAside:
      try Files.move(path, to: path + "~")
      pause()
      try overwrite(path, text)
    case .threeTimes:
      try overwrite(path, text)
      try scratch.write(next(using: &random), to: Self.file)
      pause()
      try overwrite(path, next(using: &random))
    }
    return way
  }

  private mutating func next(using random: inout SplitMix64) -> String {
    count += 1
    let value = "var value: Int = 0"
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5:
      (mark, verdict) = ("missing_\(count)", .doesNotCompile)
      return solution.replacingFirst(value, with: "var value: Int = missing_\(count)")
    case 5..<8:
      (mark, verdict) = ("\(100_000 + count)", .fails)
      return solution.replacingFirst(value, with: "var value: Int = \(100_000 + count)")
    default:
      (mark, verdict) = ("Done", .passes)
      return solution + "\n// Edited \(count) times.\n"
    }
  }

  /// Writes into the file that is there, as some editors do.
  private func overwrite(_ path: String, _ text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, path) }
    defer { close(descriptor) }
    Descriptor.write(descriptor, text)
  }
}
