/// A mark as one line of the journal.
extension Mark {
  var json: JSON {
    [
      "learner": .string(learner), "lesson": .string(lesson), "submission": .string(submission),
      "grounds": grounds.json, "verdict": .string(verdict.rawValue),
      "reason": reason.map(JSONReport.words) ?? .null, "trap": .optional(trap),
      "tests": .array(tests.map(\.json)), "date": .string(date), "seconds": .number(seconds),
    ]
  }

  init?(_ json: JSON) {
    guard let learner = json["learner"]?.text, let lesson = json["lesson"]?.text,
      let submission = json["submission"]?.text,
      let grounds = json["grounds"].flatMap(Grounds.init),
      let verdict = json["verdict"]?.text.flatMap(Verdict.init(rawValue:)),
      let items = json["tests"]?.items
    else { return nil }
    let tests = items.compactMap(Test.init)
    guard tests.count == items.count else { return nil }
    self.init(
      learner: learner, lesson: lesson, submission: submission, grounds: grounds,
      verdict: verdict, reason: json["reason"].flatMap(Words.init), tests: tests,
      trap: json["trap"]?.text, date: json["date"]?.text ?? "",
      seconds: json["seconds"]?.number ?? 0)
  }
}

extension Mark.Grounds {
  var json: JSON {
    [
      "suite": .string(suite), "toolchain": .string(toolchain), "policy": .string(policy),
      "tier": .string(tier),
    ]
  }

  init?(_ json: JSON) {
    guard let suite = json["suite"]?.text, let toolchain = json["toolchain"]?.text,
      let policy = json["policy"]?.text, let tier = json["tier"]?.text
    else { return nil }
    self.init(suite: suite, toolchain: toolchain, policy: policy, tier: tier)
  }
}

extension Mark.Test {
  fileprivate var json: JSON {
    [
      "name": .string(name), "outcome": .string(outcome.rawValue), "worth": .whole(worth),
      "visibility": .string(visibility.rawValue), "seconds": .number(seconds),
      "findings": .array(findings.map(\.json)), "detail": detail.map(JSONReport.words) ?? .null,
    ]
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.text,
      let outcome = json["outcome"]?.text.flatMap(Outcome.init(rawValue:)),
      let worth = json["worth"]?.wholeNumber
    else { return nil }
    self.init(
      name: name, outcome: outcome, worth: worth,
      visibility: json["visibility"]?.text.flatMap(Visibility.init(rawValue:)) ?? .visible,
      seconds: json["seconds"]?.number ?? 0,
      findings: (json["findings"]?.items ?? []).compactMap(Finding.init(kept:)),
      detail: json["detail"].flatMap(Words.init))
  }
}

extension Finding {
  var json: JSON {
    [
      "file": .string(file), "line": .whole(line), "text": .string(text),
      "arguments": .optional(arguments),
    ]
  }

  fileprivate init?(kept json: JSON) {
    guard let file = json["file"]?.text, let line = json["line"]?.wholeNumber,
      let text = json["text"]?.text
    else { return nil }
    self.init(file: file, line: line, text: text)
    arguments = json["arguments"]?.text
  }
}

extension Words {
  /// Reads what `JSONReport.words` wrote.
  init?(_ json: JSON) {
    guard let english = json["en"]?.text, let japanese = json["ja"]?.text else { return nil }
    self.init(english, ja: japanese)
  }
}
