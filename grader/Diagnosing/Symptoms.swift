/// All features of a submission that was judged, each with the first test that showed it.
struct Symptoms: Sendable {
  /// Of what the compiler said, nil.
  private(set) var tests: [Feature: String?] = [:]

  var features: Set<Feature> { Set(tests.keys) }

  init(_ judgement: Judgement) {
    if let failure = judgement.compileFailure {
      read(failure)
    } else {
      for test in judgement.tests { read(test) }
    }
  }

  private mutating func add(_ feature: Feature, _ test: String? = nil) {
    if tests[feature] == nil { tests[feature] = .some(test) }
  }

  private mutating func read(_ failure: Compiler.Failure) {
    for message in failure.diagnostics.map(\.message) {
      add(Feature(.compiler, message))
      add(Feature(.complaint, message.withoutQuotes))
    }
  }

  private mutating func read(_ test: JudgedTest) {
    guard [.failed, .crashed, .hung].contains(test.outcome) else { return }
    add(Feature(.outcome, test.name, test.outcome.rawValue), test.name)
    if test.outcome == .crashed, let words = test.lastWords {
      add(Feature(.wording, test.name, words), test.name)
      add(Feature(.law, words), test.name)
    }
    for finding in test.findings {
      let message = TestMessage(finding.text)
      add(Feature(.message, test.name, message.head), test.name)
      add(Feature(.wording, test.name, message.head.withoutNumbers), test.name)
      add(Feature(.law, message.law.withoutNumbers), test.name)
      if let arguments = finding.arguments {
        add(Feature(.arguments, test.name, arguments), test.name)
      }
      if let event = message.lastEvent {
        add(Feature(.ending, test.name, event.withoutNumbers), test.name)
      }
    }
  }
}

/// The parts of what a test said: what is wrong, and the story of the schedule that shows it.
struct TestMessage: Equatable {
  /// What is wrong, without the seed and the story.
  let head: String
  /// The sentence about what should be: `A lease ends once` in `A lease ends once: saw 2.`
  let law: String
  /// The last event of the story, without its time.
  let lastEvent: String?

  init(_ text: String) {
    let lines = text.split(separator: "\n")
    let story = lines.firstIndex { $0.hasPrefix("seed ") }
    let told = lines[..<(story ?? lines.endIndex)]
    head = told.joined(separator: "\n")
    // The expression that Testing shows comes before what the test itself says.
    let isExpression = told.first?.hasPrefix("Expectation failed") == true && told.count > 1
    let sentence = (isExpression ? told.dropFirst().first : told.first) ?? ""
    law = String(sentence.prefix { $0 != ":" && $0 != "." })
    let events = story.map { lines[($0 + 1)...] } ?? []
    lastEvent = events.last.map { line in
      let event = line.drop { $0 == " " }
      return event.split(separator: " s ", maxSplits: 1).last.map { String($0).trimmed }
        ?? String(event)
    }
  }
}

extension JudgedTest {
  /// What a crash said, without the place, which is another in every submission.
  fileprivate var lastWords: String? {
    guard let line = detail?.english.split(separator: "\n").first else { return nil }
    return String(line.firstRange(of: "Fatal error").map { line[$0.lowerBound...] } ?? line)
  }
}

extension String {
  /// With `#` in the place of each number.
  var withoutNumbers: String {
    var text = ""
    var wasDigit = false
    for character in self {
      let isDigit = character.isASCII && character.isNumber
      if !isDigit { text.append(character) } else if !wasDigit { text.append("#") }
      wasDigit = isDigit
    }
    return text
  }

  /// Without what stands in quotation marks, such as the names of the learner's types.
  var withoutQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "" }.joined(separator: "'")
  }
}
