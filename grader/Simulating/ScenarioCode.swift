/// The code that a scenario is lived through with: the learner's, or the references.
struct ScenarioCode: Sendable {
  /// The folder that holds it as a library.
  let folder: String
  let isReference: Bool
  /// The earlier lessons that are not the learner's here.
  var standIns: [StandIn] = []

  enum Choice: Sendable {
    /// The learner's own, if all of it is there.
    case complete
    /// The learner's own; the reference stands in for earlier lessons that are not begun.
    case own
    case reference
  }
}

/// Why the learner's own code cannot be shown, and what can.
struct CodeProblem: Explained {
  enum Reason: Sendable {
    case notBegun([Lesson])
    case notLetIn(AdmissionError)
    case doesNotCompile(Compiler.Failure)
    /// A public declaration that the scenario uses.
    case lacks(String)
  }

  let scenario: Scenario
  let reason: Reason
  /// Whether there are references to show instead.
  let hasReferences: Bool

  var words: Words { problem + Words(same: "\n") + next }

  private var problem: Words {
    switch reason {
    case .notBegun(let lessons):
      let names = lessons.map(\.name).sorted().joined(separator: ", ")
      return Words(
        "Your own night cannot be shown yet: not begun is \(names).",
        ja: "あなたの夜はまだ見せられません。手つかずのもの: \(names)")
    case .notLetIn(let error): return error.words
    case .doesNotCompile(let failure):
      return Words(
        "Your code does not compile:\n\(failure.summary.english)",
        ja: "あなたのコードはコンパイルできません:\n\(failure.summary.japanese)")
    case .lacks(let declaration):
      return Words(
        "Your code lacks a public declaration that the scenario uses:\n    \(declaration)",
        ja: "あなたのコードには、シナリオが使う公開宣言がありません:\n    \(declaration)")
    }
  }

  private var next: Words {
    let (command, number) = ("grader simulate \(scenario.name)", scenario.lesson.number)
    var lines: [Words] = []
    if hasReferences {
      lines.append(
        Words(
          "  See it with the reference:  \(command) --solution",
          ja: "  模範解答で見る:  \(command) --solution"))
    }
    switch reason {
    case .notBegun(let lessons) where hasReferences && !lessons.contains(scenario.lesson):
      lines.append(
        Words(
          "  Or with references in those places only:  \(command) --own",
          ja: "  その部分だけ模範解答で補う:  \(command) --own"))
    case .notBegun:
      lines.append(
        Words("  What to do first:  grader", ja: "  まずすることを見る:  grader"))
    case .notLetIn, .doesNotCompile, .lacks:
      lines.append(
        Words(
          "  What is wrong in full:  grader run \(number)", ja: "  詳しく見る:  grader run \(number)"))
    }
    return lines.dropFirst().reduce(lines[0]) { $0 + Words(same: "\n") + $1 }
  }
}

/// What a scenario's code is made from, as far as it was let in.
struct ScenarioSources: Sendable {
  private let scenario: Scenario
  /// Nil: the references.
  private let assembly: Assembly?

  static func choose(
    _ choice: ScenarioCode.Choice, for scenario: Scenario, in folder: CourseFolder
  ) throws -> ScenarioSources {
    let standIns = choice == .own && folder.hasReferences
    let assembly =
      choice == .reference ? nil : try assembly(scenario, standIns: standIns, in: folder)
    return ScenarioSources(scenario: scenario, assembly: assembly)
  }

  private static func assembly(
    _ scenario: Scenario, standIns: Bool, in folder: CourseFolder
  ) throws -> Assembly {
    let lesson = scenario.lesson
    let untouched = ([lesson] + lesson.builtOn).filter { Source.isUntouched($0, in: folder) }
    if untouched.contains(lesson) || (!standIns && !untouched.isEmpty) {
      throw CodeProblem(
        scenario: scenario, reason: .notBegun(untouched),
        hasReferences: folder.hasReferences)
    }
    let submission: Submission
    do throws(AdmissionError) {
      submission = try Submission.read(lesson, in: folder)
      if !standIns { for part in submission.parts { _ = try part.source.get() } }
    } catch {
      throw CodeProblem(
        scenario: scenario, reason: .notLetIn(error), hasReferences: folder.hasReferences)
    }
    var assembly = try Assembly(submission, in: folder)
    for index in assembly.learners where untouched.contains(assembly.parts[index].lesson) {
      try assembly.replace(index, because: .isNotBegun)
    }
    return assembly
  }

  /// Compiles them, unless the program has them already.
  func prepare(
    with program: Workshop.PreparedSuite, _ workshop: Workshop
  ) async throws -> ScenarioCode {
    guard let assembly else { return ScenarioCode(folder: program.lesson, isReference: true) }
    let folder = try workshop.makeScratch("scenario-\(scenario.name)")
    do {
      _ = try await FastRoad(workshop: workshop).compile(
        assembly.files.map(workshop.folder.path), for: program, in: folder)
    } catch {
      guard case .compile(let failure) = error else { throw error }
      throw CodeProblem(
        scenario: scenario, reason: .doesNotCompile(failure),
        hasReferences: workshop.folder.hasReferences)
    }
    return ScenarioCode(folder: folder, isReference: false, standIns: assembly.standIns)
  }
}
