/// What is kept of a lesson from run to run.
struct Standing: Equatable, Sendable {
  /// Of the learner's source.
  let submission: String
  /// Of the suite that judged it.
  let suite: String
  let verdict: Verdict
  let points: Int
  let date: String
  let tests: [Test]
  /// The known mistake that it looked like.
  var suspicion: Suspicion?

  struct Suspicion: Equatable, Sendable {
    /// The name of the trap.
    let trap: String
    let confidence: Double
    let test: String?
  }

  struct Test: Equatable, Sendable {
    let name: String
    let outcome: Outcome
  }

  /// Whether anything but the time is another.
  func differs(from other: Standing) -> Bool {
    verdict != other.verdict || points != other.points || tests != other.tests
  }

  var passed: Int { tests.count { $0.outcome == .passed } }
}

/// How far a learner has come, by the names of the lessons.
struct Progress: Equatable, Sendable {
  var standings: [String: Standing] = [:]

  static let version = 1

  /// The names of the lessons that passed.
  var passed: Set<String> { Set(standings.filter { $0.value.verdict == .passes }.keys) }

  enum Damage: Error, Equatable {
    case unreadable(Words)
    /// A later grader wrote it.
    case newer(Int)
  }

  var json: JSON {
    let lessons = standings.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
    return ["version": .whole(Self.version), "lessons": .object(lessons)]
  }

  static func decode(_ bytes: [UInt8]) throws(Damage) -> Progress {
    let value: JSON
    do { value = try JSONParser.parse(bytes[...]) } catch {
      throw .unreadable(
        Words(
          "line \(error.line): \(error.problem.english)",
          ja: "\(error.line) 行目: \(error.problem.japanese)"))
    }
    guard let version = value["version"]?.wholeNumber,
      case .object(let members)? = value["lessons"]
    else {
      throw .unreadable(Words("it is not a record of progress", ja: "進捗の記録ではありません"))
    }
    guard version <= Self.version else { throw .newer(version) }
    var progress = Progress()
    for member in members {
      guard let standing = Standing(member.value) else {
        throw .unreadable(
          Words(
            "line \(member.line): the record of \(member.key) is not complete",
            ja: "\(member.line) 行目: \(member.key) の記録が揃っていません"))
      }
      progress.standings[member.key] = standing
    }
    return progress
  }
}

extension Standing {
  fileprivate var json: JSON {
    [
      "submission": .string(submission), "suite": .string(suite),
      "verdict": .string(verdict.rawValue), "points": .whole(points), "date": .string(date),
      "suspicion": suspicion?.json ?? .null,
      "tests": .array(
        tests.map { ["name": .string($0.name), "outcome": .string($0.outcome.rawValue)] }),
    ]
  }

  fileprivate init?(_ value: JSON) {
    guard let submission = value["submission"]?.text, let suite = value["suite"]?.text,
      let verdict = value["verdict"]?.text.flatMap(Verdict.init),
      let points = value["points"]?.wholeNumber, let date = value["date"]?.text,
      let items = value["tests"]?.items
    else { return nil }
    var tests: [Test] = []
    for item in items {
      guard let name = item["name"]?.text,
        let outcome = item["outcome"]?.text.flatMap(Outcome.init)
      else { return nil }
      tests.append(Test(name: name, outcome: outcome))
    }
    self.init(
      submission: submission, suite: suite, verdict: verdict, points: points, date: date,
      tests: tests, suspicion: value["suspicion"].flatMap(Suspicion.init))
  }

  init(_ judgement: Judgement, submission: String, suite: String, date: String) {
    self.init(
      submission: submission, suite: suite, verdict: judgement.verdict, points: judgement.points,
      date: date,
      tests: judgement.tests.map { Test(name: $0.name, outcome: $0.outcome) },
      suspicion: judgement.diagnosis.map {
        Suspicion(trap: $0.trap, confidence: $0.confidence, test: $0.test?.name)
      })
  }
}

extension Standing.Suspicion {
  fileprivate var json: JSON {
    ["trap": .string(trap), "confidence": .number(confidence), "test": .optional(test)]
  }

  fileprivate init?(_ value: JSON) {
    guard let trap = value["trap"]?.text, let confidence = value["confidence"]?.number else {
      return nil
    }
    self.init(trap: trap, confidence: confidence, test: value["test"]?.text)
  }
}
