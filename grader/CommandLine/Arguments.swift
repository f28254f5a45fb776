/// What can be asked of the grader.
enum Request: String, CaseIterable, Sendable {
  case status, run, list, doctor, verify, help
}

/// Why a command line was not understood.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let problem: String
  let next: String

  init(_ problem: String, next: String = "See: grader help") {
    self.problem = problem
    self.next = next
  }

  var description: String { "\(problem)\n  \(next)" }
}

/// A command line, understood. Options may stand before, between or after the lessons.
struct Arguments: Equatable, Sendable {
  var request = Request.status
  /// Lessons, or the command that help is asked for.
  var names: [String] = []
  var verbose = false
  var json = false
  var seed: UInt64?
  var course: String?
  var wantsHelp = false
  var wantsVersion = false

  static func parse(_ words: [String]) throws(UsageError) -> Arguments {
    var arguments = Arguments()
    var named = false
    var onlyNames = false
    var rest = words[...]
    while let word = rest.popFirst() {
      if onlyNames || !word.hasPrefix("-") || word == "-" {
        if named {
          arguments.names.append(word)
        } else if let request = Request(rawValue: word) {
          arguments.request = request
          named = true
        } else {
          throw UsageError(
            "There is no command “\(word)”.", next: Nearest.advice(to: word, from: commands))
        }
      } else if word == "--" {
        onlyNames = true
      } else {
        try arguments.take(option: word, from: &rest)
      }
    }
    try arguments.check()
    return arguments
  }

  private static var commands: [String] { Request.allCases.map(\.rawValue) }

  private mutating func take(
    option word: String, from rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let inline = parts.count > 1 ? String(parts[1]) : nil
    func value(_ what: String) throws(UsageError) -> String {
      guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
        throw UsageError("\(name) needs \(what) after it.")
      }
      return value
    }
    switch name {
    case "--seed":
      let text = try value("a number")
      guard let number = UInt64(text) else {
        throw UsageError("--seed needs a whole number from 0 up, and “\(text)” is none.")
      }
      seed = number
      return
    case "--course":
      course = try value("a folder")
      return
    default: break
    }
    guard inline == nil else { throw UsageError("\(name) takes no value.") }
    switch name {
    case "-v", "--verbose": verbose = true
    case "--json": json = true
    case "-h", "--help": wantsHelp = true
    case "--version": wantsVersion = true
    default:
      let known = ["-v", "--verbose", "--json", "--seed", "--course", "--help", "--version"]
      throw UsageError(
        "There is no option “\(name)”.", next: Nearest.advice(to: name, from: known))
    }
  }

  private func check() throws(UsageError) {
    guard !wantsHelp, !wantsVersion else { return }
    if !names.isEmpty, ![.run, .help, .verify].contains(request) {
      throw UsageError(
        "`grader \(request.rawValue)` takes no lesson.",
        next: "Did you mean: grader run \(names[0])")
    }
    if verbose, json { throw UsageError("-v and --json exclude each other.") }
    if verbose, request != .run { throw refusal("-v") }
    if json, ![.status, .run, .list].contains(request) { throw refusal("--json") }
    if seed != nil, request != .run { throw refusal("--seed") }
  }

  private func refusal(_ option: String) -> UsageError {
    UsageError(
      "\(option) means nothing to `grader \(request.rawValue)`.",
      next: "See: grader help \(request.rawValue)")
  }
}
