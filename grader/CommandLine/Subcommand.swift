/// One thing that can be asked of the grader. The parser, the help and the shells' completion read it.
struct Subcommand: Equatable, Sendable {
  /// What may stand after its name.
  enum Operands: Equatable, Sendable {
    case none, lesson, lessons, subcommand, scenario
    case oneOf(String, [String])
    /// A folder of any place, by what it is to help's reader.
    case folder(String)

    /// As help shows it.
    var usage: String {
      switch self {
      case .none: ""
      case .lesson: "[LESSON]"
      case .lessons: "[LESSON…]"
      case .subcommand: "[COMMAND]"
      case .scenario: "[SCENARIO]"
      case .oneOf(let placeholder, _): placeholder
      case .folder(let placeholder): "[\(placeholder)]"
      }
    }
  }

  let name: String
  var operands = Operands.none
  /// Whether it does nothing without one.
  var needsOperand = false
  /// Whether it is of no use where the references are not, as in a learner's handout.
  var needsReferences = false
  var options: [Option] = []
  /// In half a line.
  let summary: Words
  /// In a paragraph or two.
  let about: Words
  let perform: @Sendable (Session) async throws -> ExitCode

  /// Such as `grader run [LESSON…]`.
  var usage: String {
    let operand = needsOperand ? operands.usage.filter { !"[]".contains($0) } : operands.usage
    let words = ["grader", name, operand]
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// In the order in which help lists them.
  static let all: [Subcommand] = [
    .status, .watch, .learn, .run, .hint, .replay, .list, .open, .simulate, .reset, .solution,
    .progress, .update, .doctor, .completion, .grade, .export, .similar, .regrade, .check, .handout,
    .verify, .help,
  ]

  static func == (one: Subcommand, other: Subcommand) -> Bool { one.name == other.name }

  static func called(_ name: String) throws(UsageError) -> Subcommand {
    if let found = all.first(where: { $0.name == name }) { return found }
    throw UsageError(
      Words("There is no command “\(name)”.", ja: "「\(name)」というコマンドはありません。"),
      next: Nearest.advice(to: name, from: all.map(\.name)))
  }
}
