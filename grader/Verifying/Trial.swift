/// A variant, and how each road judged it.
struct Trial: Sendable {
  let variant: Variant
  let fast: Judgement

  /// What is wrong with a verdict, given what the variant is.
  var complaints: [String] {
    switch variant.kind {
    case .reference, .alternative: solutionComplaints
    case .starter: starterComplaints
    case .trap(let trap): trapComplaints(trap)
    }
  }

  private var solutionComplaints: [String] {
    guard fast.verdict != .passes else { return [] }
    return ["\(variant.label) \(fast.verdict.rawValue).\(first { $0.outcome != .passed })"]
  }

  private var starterComplaints: [String] {
    if let failure = fast.compileFailure {
      return ["\(variant.label) does not compile: \(failure.summary.english)"]
    }
    var complaints = fast.troubles.map { "\(variant.label): \($0.english)" }
    for test in fast.tests where test.outcome != .failed {
      complaints.append(
        "\(variant.label): “\(test.name)” must fail, and has \(test.outcome.rawValue)."
          + (test.detail.map { "\n\($0.english)" } ?? ""))
    }
    return complaints
  }

  private func trapComplaints(_ trap: Trap) -> [String] {
    let row = KillMatrix.Row(trap: trap, judgement: fast)
    guard !row.isKilled else { return [] }
    if let failure = fast.compileFailure {
      return ["\(trap.file) does not compile, so it shows nothing: \(failure.summary.english)"]
    }
    let expected = trap.isKilledByCompiler ? "compiles" : "survives: no test catches it"
    return ["\(trap.file) \(expected)."]
  }

  private func first(where isIt: (JudgedTest) -> Bool) -> String {
    if let failure = fast.compileFailure { return "\n\(failure.summary.english)" }
    guard let test = fast.tests.first(where: isIt) else { return "" }
    return "\n“\(test.name)”: \(test.reason?.english ?? test.outcome.rawValue)"
  }

  /// What one road saw, and another did not.
  struct Difference: Equatable {
    /// Nil if it is about all tests: one road did not even compile.
    let test: String?
    let text: String
  }

  /// Where another judgement of the same variant differs, test by test and seed by seed: a seed draws the
  /// same schedule on every road.
  func differences(from other: Judgement) -> [Difference] {
    if fast.verdict == .doesNotCompile || other.verdict == .doesNotCompile {
      guard fast.verdict != other.verdict else { return [] }
      let why = (other.compileFailure ?? fast.compileFailure)?.summary.english ?? ""
      let text = "\(fast.verdict.rawValue) here, \(other.verdict.rawValue) there. \(why)"
      return [Difference(test: nil, text: text)]
    }
    return fast.tests.compactMap { test in
      let (mine, theirs) = (fast.sight(of: test.name), other.sight(of: test.name))
      guard mine != theirs else { return nil }
      var text = "“\(test.name)” \(mine.text) here, \(theirs.text) there."
      let their = other.tests.first { $0.name == test.name }
      if let reason = their?.reason ?? test.reason { text += "\n\(reason.english)" }
      return Difference(test: test.name, text: text)
    }
  }

  /// Whether course.json lists the tests that the suite holds, no more and no fewer.
  var listComplaints: [String] {
    guard case .reference = variant.kind, fast.verdict != .doesNotCompile else { return [] }
    let listed = Set(variant.lesson.tests.map(\.name))
    return fast.tests.compactMap { test in
      if !listed.contains(test.name) {
        return "\(variant.lesson.name): “\(test.name)” is in the suite, but not in course.json."
      }
      if test.id == nil {
        return "\(variant.lesson.name): “\(test.name)” is in course.json, but not in the suite."
      }
      return nil
    }
  }
}
