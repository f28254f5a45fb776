import Foundation

/// How many submissions of a class the grader judges in a minute, against what an instructor would write
/// in a shell.
struct ClassBenchmark {
  let isQuick: Bool
  /// Where the class and its gradebooks stay.
  var kept: String?

  private static let seed: UInt64 = 56
  /// A class, one of twice the size, and another of the first size: so a machine that grows slower, or
  /// faster, does not pass for growth.
  private var sizes: [Int] { isQuick ? [12, 24, 12] : [200, 400, 200] }

  /// What one turn measured: a class, and some submissions of another on the slow roads, right after it.
  private struct Turn {
    let graded: GradedClass
    var clones: [Double] = []
    var shared: [Double] = []
  }

  func run() throws -> GroupReport {
    let course = try ScratchCourse.make()
    defer { Cleanup.removeFolder() }
    let program = try GraderProgram.build(for: course)
    let maker = try ClassMaker(course)
    Console.tell("class: preparing the suites")
    _ = try GradedClass(
      try maker.make(1, seed: Self.seed, in: "\(course.home)/first"), by: program, on: course)
    let roads = ClassRoads(course: course)
    Console.tell("class: building the shared folder")
    try roads.prepare()
    let sample = try maker.make(30, seed: Self.seed, in: "\(course.home)/sample")
    var paths = sample.submissions.filter(\.isHarmless).map(sample.path)[...]
    let home = kept ?? course.home
    var turns: [Turn] = []
    for (index, size) in sizes.enumerated() {
      // Other names in each: nothing of it can be known already.
      let made = try maker.make(
        size, seed: Self.seed &+ UInt64(index) &+ 1, in: "\(home)/class-\(index + 1)-\(size)")
      Console.tell("class: grading \(size) submissions")
      var turn = Turn(graded: try GradedClass(made, by: program, on: course))
      // Each takes as long as the one before, so a few are enough.
      for path in paths.prefix(isQuick ? 1 : 2) {
        Console.tell("class: one shared folder, after \(size) submissions")
        turn.shared.append(try roads.sharedFolder(path))
      }
      if !isQuick || turns.isEmpty, let path = paths.first {
        Console.tell("class: a fresh clone, after \(size) submissions")
        turn.clones.append(try roads.freshClone(path))
      }
      paths = paths.dropFirst(2)
      turns.append(turn)
    }
    Console.tell("")
    return report(turns)
  }

  private func report(_ turns: [Turn]) -> GroupReport {
    let graded = turns.map(\.graded)
    var table = Table(heading: ["", "seconds each", "a minute", "grader is × as fast"])
    var figures: [GroupReport.Figure] = []
    var ratios: [GroupReport.Ratio] = []
    for one in graded {
      let name = "grader grade, \(one.count) submissions"
      let minute = (60 / one.secondsEach).rounded(to: 1)
      table.rows.append([name, one.secondsEach.rounded(to: 2), minute, ""])
      figures.append(.init(name: name, unit: "s each", spread: Spread(of: [one.secondsEach])))
      if let peak = one.peak {
        figures.append(
          .init(
            name: "\(name), peak memory", unit: "MB", spread: Spread(of: [Double(peak) / 1e6])))
      }
    }
    for (name, samples) in [
      ("a fresh clone and swift test for each", \Turn.clones),
      ("one shared folder and swift test", \Turn.shared),
    ] {
      let spread = Spread(of: turns.flatMap { $0[keyPath: samples] })
      let ratio = Spread(
        of: turns.flatMap { turn in
          turn[keyPath: samples].map { $0 / turn.graded.secondsEach }
        })
      let minute = (60 / spread.median).rounded(to: 2)
      table.rows.append([name, spread.text(decimals: 1), minute, ratio.text(decimals: 1)])
      figures.append(.init(name: name, unit: "s each", spread: spread))
      ratios.append(.init(name: "\(name) / grader", spread: ratio))
    }
    let growth = Spread(of: [0, 2].map { graded[1].seconds / graded[$0].seconds })
    ratios.append(
      .init(name: "\(graded[1].count) / \(graded[0].count) submissions", spread: growth))
    return GroupReport(
      name: "class", about: "submissions of six lessons each, no two of the same bytes, sandbox on",
      table: table, figures: figures, ratios: ratios,
      remarks: [
        "\(graded[1].count) submissions take \(growth.text(decimals: 2)) × as long as "
          + "\(graded[0].count), before and after."
      ] + graded.map(\.remark))
  }
}

/// A class that `grader grade` has been through.
struct GradedClass {
  let count: Int
  let seconds: Double
  /// Of the grader alone, in bytes.
  let peak: Int?
  /// The lessons whose verdict is not what the work was made to get.
  let surprises: [String]

  var secondsEach: Double { seconds / Double(count) }

  var remark: String {
    let memory = peak.map { "\((Double($0) / 1e6).rounded(to: 0)) MB" } ?? "nobody knows how much"
    let names = surprises.prefix(5).joined(separator: ", ")
    let verdicts = surprises.isEmpty ? "none" : "\(surprises.count) (\(names))"
    return "\(count) submissions: peak memory \(memory); unexpected verdicts: \(verdicts)."
  }

  init(_ made: MadeClass, by program: GraderProgram, on course: ScratchCourse) throws {
    let book = "\(made.folder)-gradebook"
    let command = Command(
      program: program.path,
      arguments: ["grade", made.folder, "--out", book, "--course", course.original])
    let (finished, peak) = try Child.observe(command, log: course.log)
    guard finished.status == 0 else {
      throw CommandError(
        command: command, problem: "ended with exit code \(finished.status)",
        output: finished.output)
    }
    (count, seconds, self.peak) = (made.submissions.count, finished.seconds, peak)
    let bytes = try Data(contentsOf: URL(filePath: "\(book)/gradebook.json"))
    surprises = try JSONDecoder().decode(Book.self, from: bytes).surprises(in: made)
  }

  /// What is read of `gradebook.json`.
  private struct Book: Decodable {
    struct Mark: Decodable {
      let lesson: String
      let verdict: String
    }

    struct Learner: Decodable {
      let id: String
      let marks: [Mark]
    }

    let learners: [Learner]

    func surprises(in made: MadeClass) -> [String] {
      let verdicts = Dictionary(
        learners.map { learner in
          (learner.id, Dictionary(learner.marks.map { ($0.lesson, $0.verdict) }) { $1 })
        }
      ) { $1 }
      return made.submissions.flatMap { submission in
        submission.lessons.keys.sorted().compactMap { lesson in
          guard let passes = submission.shouldPass(lesson) else { return nil }
          let verdict = verdicts[submission.learner]?[lesson] ?? "not graded"
          let isRight = passes ? verdict == "passes" : !["passes", "not graded"].contains(verdict)
          return isRight ? nil : "\(submission.learner) \(lesson): \(verdict)"
        }
      }
    }
  }
}

extension MadeClass.Submission {
  /// Whether a lesson should pass; nil if that depends on the work it is built on.
  func shouldPass(_ lesson: String) -> Bool? {
    guard lessons[lesson] == .reference else { return false }
    let isWhole = lessons.values.allSatisfy { $0 == .reference }
    return isWhole || !lesson.hasPrefix("06") ? true : nil
  }
}
