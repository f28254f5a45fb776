/// A command line, understood. Options may stand before, between or after the lessons.
struct Arguments: Sendable {
  private(set) var subcommand = Subcommand.status
  /// Lessons, or whatever else the subcommand takes.
  private(set) var names: [String] = []
  /// What stood after each option that was given; of one that takes no value, nothing.
  private var given: [String: String] = [:]

  func has(_ option: Option) -> Bool { given[option.name] != nil }
  func value(of option: Option) -> String? { given[option.name] }

  var seed: UInt64? { value(of: .seed).flatMap { UInt64($0) } }

  /// The language that a command line asks for, even if nothing else in it is understood.
  static func language(in words: [String]) -> Language? {
    let name = Option.language.name
    for (index, word) in words.enumerated() {
      if word.hasPrefix(name + "=") {
        return Language(rawValue: String(word.dropFirst(name.count + 1)))
      }
      if word == name, index + 1 < words.count { return Language(rawValue: words[index + 1]) }
    }
    return nil
  }

  static func parse(_ words: [String]) throws(UsageError) -> Arguments {
    var arguments = Arguments()
    var isNamed = false
    var onlyNames = false
    var rest = words[...]
    while let word = rest.popFirst() {
      if !onlyNames, word == "--" {
        onlyNames = true
      } else if !onlyNames, word.hasPrefix("-"), word != "-" {
        try arguments.take(option: word, from: &rest)
      } else if isNamed {
        arguments.names.append(word)
      } else {
        arguments.subcommand = try Subcommand.called(word)
        isNamed = true
      }
    }
    try arguments.check()
    return arguments
  }

  private mutating func take(
    option word: String, from rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = Option.known.first(where: { $0.isCalled(name) }) else {
      throw UsageError(
        Words("There is no option “\(name)”.", ja: "「\(name)」というオプションはありません。"),
        next: Nearest.advice(to: name, from: Option.known.map(\.name)))
    }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if option.value != nil, value == nil {
      value = rest.popFirst()
      guard value != nil else { throw option.missingValue }
    }
    if let value, let complaint = option.complaint(about: value) { throw complaint }
    given[option.name] = value ?? ""
  }

  private func check() throws(UsageError) {
    guard !has(.help), !has(.version) else { return }
    for option in Option.known where has(option) {
      if let other = option.excludes, given[other] != nil {
        throw UsageError(
          Words(
            "\(option.name) and \(other) exclude each other.",
            ja: "\(option.name) と \(other) は同時に使えません。"))
      }
      guard (Option.everywhere + subcommand.options).contains(where: { $0.name == option.name })
      else { throw refusal(option) }
    }
    try checkNames()
  }

  private func checkNames() throws(UsageError) {
    switch subcommand.operands {
    case .lessons: return
    case .none:
      guard let name = names.first else { return }
      throw UsageError(
        Words(
          "`grader \(subcommand.name)` takes no lesson.",
          ja: "`grader \(subcommand.name)` はレッスンを取りません。"),
        next: Words(
          "Did you mean: grader run \(name)", ja: "もしかして: grader run \(name)"))
    case .lesson, .subcommand, .scenario, .folder:
      guard names.count > 1 else { return }
      throw tooMany
    case .oneOf(_, let words):
      guard names.count < 2 else { throw tooMany }
      if let name = names.first, words.contains(name) { return }
      throw UsageError(
        Words(
          "`grader \(subcommand.name)` needs one of: \(words.joined(separator: ", "))",
          ja: "`grader \(subcommand.name)` にはどれかひとつが要ります: \(words.joined(separator: ", "))"))
    }
  }

  private var tooMany: UsageError {
    UsageError(
      Words(
        "`\(subcommand.usage)` takes one name, and “\(names[1])” is one too many.",
        ja: "`\(subcommand.usage)` が取る名前はひとつです。「\(names[1])」が余っています。"))
  }

  private func refusal(_ option: Option) -> UsageError {
    UsageError(
      Words(
        "\(option.name) means nothing to `grader \(subcommand.name)`.",
        ja: "\(option.name) は `grader \(subcommand.name)` では意味を持ちません。"),
      next: Words(
        "See: grader help \(subcommand.name)", ja: "使い方: grader help \(subcommand.name)"))
  }
}
