/// A program to start, and what it is given. Nothing else of the grader's own environment goes in.
struct Command: Sendable {
  var program: String
  var arguments: [String]
  var environment: [String: String]
  /// Whether its input is a pipe that ends when the grader does, however that comes about.
  var hasLifeline = false
  /// Whether it runs in a sandbox: as another user, who is let into the pipes, and under a program that
  /// reports a signal as an exit code.
  var isConfined = false
  /// How many bytes of its output are kept whole; if it writes more, it is ended. Nil: only the
  /// beginning and the end are kept, as text.
  var wholeOutput: Int?

  init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
  }
}

/// Where a line of a child's output came from. The numbers are those of the child's descriptors.
enum Channel: Int32, CaseIterable, Sendable {
  case output = 1
  case errors = 2
  case events = 3
  case notes = 4
}

/// Told, on the thread that watches a child, of each line that the child writes.
protocol LineReader: Sendable {
  /// Takes a line, without its end. Returns whether it shows that the work goes on.
  mutating func read(_ line: ArraySlice<UInt8>, from channel: Channel) -> Bool

  /// A line was too long to be kept, and is lost: whoever relies on all of them must know.
  mutating func missLine(from channel: Channel)
}

extension LineReader {
  mutating func missLine(from channel: Channel) {}
}

/// Reads nothing.
struct NoReader: LineReader {
  func read(_ line: ArraySlice<UInt8>, from channel: Channel) -> Bool { true }
}

/// How a child came to its end.
enum Ending: Equatable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)
  /// It showed no sign of work for too long, and was ended.
  case silent
  /// Its time was used up, and it was ended.
  case outOfTime
}

/// What is left of a child that has ended.
struct Remains: Sendable {
  let ending: Ending
  let output: String
  let errors: String
  let seconds: Double
  /// Its output as it wrote it, if that was asked for; nil if there was more.
  var bytes: [UInt8]?

  /// Whether it ended by itself and reported success.
  var succeeded: Bool { ending == .exited(0) }
}
