/// The maintainers' check: is the course itself right?
struct Verification {
  let course: Course
  let lessons: [Lesson]
  let workshop: Workshop
  let console: Console

  private var folder: CourseFolder { course.folder }
  private typealias Suites = [String: Workshop.PreparedSuite]

  func run() async throws -> ExitCode {
    var ledger = Ledger(console: console)
    let files = try await CourseFiles.list(folder)
    ledger.enter(
      "no stray files", files.compactMap(StrayFiles(lessons: course.lessons).complaint))
    ledger.enter(
      "both languages have the same structure",
      lessons.flatMap { LessonText.complaints($0, in: folder) })

    ledger.enter(
      "every group of tests has hints, the same in both languages",
      lessons.flatMap { HintCheck.complaints($0, in: folder) })

    ledger.enter(
      "every exercise is its starter", lessons.compactMap(changedExercise))

    let fast = try await FastTrials(course: course, lessons: lessons, workshop, console)
    let (variants, patchComplaints) = try await makeVariants()
    let bar = WorkBar(console, total: variants.count * 2)
    defer { bar.finish() }
    let trials = try await fast.judge(variants, bar)
    ledger.enter("points add up, each with its test", trials.flatMap(\.listComplaints))
    ledger.enter(
      "every reference passes",
      complaints(trials) { if case .reference = $0 { true } else { false } })
    ledger.enter(
      "every right solution of another shape passes",
      complaints(trials) { if case .alternative = $0 { true } else { false } })
    ledger.enter(
      "every starter fails every test, and never traps",
      complaints(trials) { if case .starter = $0 { true } else { false } })
    async let nights = scenarioComplaints()
    ledger.enter(
      "starters declare what the references declare",
      try await interfaceComplaints(variants, fast.suites))
    ledger.enter(
      "every trap is killed",
      patchComplaints + complaints(trials) { if case .trap = $0 { true } else { false } })
    ledger.enter(
      "what the suites say is known in Japanese",
      lessons.flatMap { Untranslated(folder: folder).complaints($0, trials) })
    ledger.enter(
      "every scenario comes to its end with the references", try await nights)
    let matrices = lessons.map { KillMatrix(lesson: $0, trials: trials) }
    ledger.enter("every test has caught a trap", matrices.flatMap(\.idleTests))
    try show(matrices)
    let patterns = PatternCheck(folder: folder, fast: fast)
    ledger.enter(
      "the patterns of the traps are those of the traps as they are now",
      try await patterns.complaints(lessons, trials))
    let recognition = Recognition(trials, in: folder)
    ledger.enter(
      "a trap is known again, and nothing else is taken for one", recognition.complaints)
    ledger.remark(recognition.text)
    let (disagreements, remarks) = try await PlainWalk(
      trials: trials, fast: fast, workshop: workshop
    ).compare(bar) { console.tell(PlainRoad.waits) }
    ledger.enter("`swift test` gives the same verdicts, test by test", disagreements)
    remarks.forEach(ledger.remark)
    return ledger.close()
  }

  private func changedExercise(_ lesson: Lesson) -> String? {
    do {
      let starter = try folder.starter(of: lesson)
      guard try !folder.work(on: lesson).equals(starter) else { return nil }
      return
        "\(folder.place(of: lesson.exercise)) differs from \(folder.place(of: lesson.starter))."
    } catch {
      return "\(error)"
    }
  }

  private func complaints(_ trials: [Trial], _ isMeant: (Variant.Kind) -> Bool) -> [String] {
    trials.filter { isMeant($0.variant.kind) }.flatMap(\.complaints)
  }

  private func scenarioComplaints() async throws -> [String] {
    var complaints: [String] = []
    for scenario in course.scenarios where lessons.contains(scenario.lesson) {
      complaints += try await ScenarioTrial(workshop: workshop).complaints(scenario)
    }
    return complaints
  }

  private func makeVariants() async throws -> ([Variant], [String]) {
    let maker = VariantMaker(folder: folder, workshop: workshop)
    var variants: [Variant] = []
    var complaints: [String] = []
    for lesson in lessons {
      variants.append(try maker.reference(lesson))
      variants.append(try maker.starter(lesson))
      variants += try maker.alternatives(lesson)
      for trap in try Trap.all(of: lesson, in: folder) {
        do { variants.append(try await maker.trapped(trap, lesson)) } catch let error
          as CourseError
        {
          complaints.append("\(error)")
        }
      }
    }
    return (variants, complaints)
  }

  private func interfaceComplaints(
    _ variants: [Variant], _ suites: Suites
  ) async throws -> [String] {
    var complaints: [String] = []
    for lesson in lessons {
      guard let suite = suites[lesson.name],
        let reference = variants.first(where: { $0.lesson == lesson && $0.name == "reference" }),
        let starter = variants.first(where: { $0.lesson == lesson && $0.name == "starter" })
      else { continue }
      // Both on the same references: how the parts' own starters declare themselves is their matter.
      let parts = reference.parts.map(\.path)
      var interfaces: [PublicInterface] = []
      for variant in [reference, starter] {
        let scratch = try workshop.makeScratch("interface-\(lesson.number)-\(variant.name)")
        do {
          interfaces.append(
            try await PublicInterface.of(
              variant.files.map(\.path) + parts, on: suite, with: workshop.compiler, in: scratch))
        } catch let error as GradingError {
          complaints.append("\(variant.label): \(error)")
        }
      }
      guard interfaces.count == 2 else { continue }
      complaints += interfaces[1].complaints(comparedWith: interfaces[0], at: starter.label)
    }
    return complaints
  }

  private func show(_ matrices: [KillMatrix]) throws {
    let text = matrices.map(\.text).joined(separator: "\n\n") + "\n"
    console.show(raw: text.indented(2))
    let home = folder.path(CourseFolder.workshop)
    try Files.write(Array(text.utf8), to: home.adding("kill-matrix.txt"))
    let json: JSON = ["version": 1, "lessons": .array(matrices.map(\.json))]
    try Files.write(Array(json.page.utf8), to: home.adding("kill-matrix.json"))
  }
}
