extension Option {
  fileprivate static let solution = Option(
    name: "--solution", excludes: "--own",
    about: Words("with the references", ja: "模範解答で"))
  fileprivate static let own = Option(
    name: "--own", excludes: "--solution",
    about: Words(
      "with your code; references stand in for earlier lessons that are not begun",
      ja: "あなたのコードで。手つかずの前のレッスンは模範解答が代わりをします"))
  fileprivate static let minutes = Option(
    name: "--minutes", value: .number,
    about: Words("for how long orders come in", ja: "注文が届く時間（分）"))
}

extension Subcommand {
  static let simulate = Subcommand(
    name: "simulate", operands: .scenario,
    options: [.solution, .own, .minutes, .seed, .html, .force, .json],
    summary: Words(
      "shows a whole night, with and without the auto-scaler",
      ja: "一夜をまるごと見せます。オートスケーラーありとなしで"),
    about: Words(
      """
      Lives through a scenario in virtual time, and draws it: the queue, the consumers alive, the latency
      and the dead letters. Without a name it lists the scenarios. It runs your code if the lesson and
      those that it is built on are begun and compile. It gives no points. Exit code 1 if a night
      does not end, loses something, or does something twice without need.
      """,
      ja: """
        シナリオを仮想時間で最後まで動かし、図にします: キュー、生きているコンシューマー、待ち時間、配達不能。
        名前を書かなければシナリオの一覧を出します。レッスンとその土台のレッスンに手がついていて
        コンパイルできれば、あなたのコードで動かします。点はつきません。夜が終わらない、何かを失う、
        要らない繰り返しをする、のどれかなら、終了コードは 1 です。
        """)
  ) { session in
    let course = try session.course()
    guard let name = session.arguments.names.first else {
      session.console.show(
        raw: session.arguments.has(.json)
          ? ScenarioList.json(course).page.trimmed
          : ScenarioList.text(course, session.console.screen))
      return .passes
    }
    let scenario = try course.scenario(called: name)
    let show = try Show(session: session, scenario: scenario)
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    return try await show.answer(course, workshop)
  }
}

/// Lives through one scenario, and shows it while it goes on.
private struct Show: Sendable {
  let session: Session
  let scenario: Scenario
  let minutes: Int
  let seed: UInt64
  private var console: Console { session.console }

  init(session: Session, scenario: Scenario) throws {
    self.session = session
    self.scenario = scenario
    if session.arguments.has(.solution) {
      try session.requireReferences(for: "simulate --solution")
    }
    let wanted = session.arguments.value(of: .minutes).flatMap { UInt64($0) }
    minutes = wanted.map { Int(clamping: $0) } ?? scenario.minutes
    seed = session.arguments.seed ?? 0
    let possible = ScenarioDecoder.minutes
    guard possible.contains(minutes) else {
      throw UsageError(
        Words(
          "--minutes must be from \(possible.lowerBound) to \(possible.upperBound).",
          ja: "--minutes は \(possible.lowerBound) から \(possible.upperBound) までです。"))
    }
    if let file = session.arguments.value(of: .html) {
      try Files.checkFolder(of: file)
      try PageFile(path: file).checkIsFree(isForced: session.arguments.has(.force))
    }
  }

  private var choice: ScenarioCode.Choice {
    session.arguments.has(.solution)
      ? .reference : session.arguments.has(.own) ? .own : .complete
  }

  func answer(_ course: Course, _ workshop: Workshop) async throws -> ExitCode {
    let sources = try ScenarioSources.choose(choice, for: scenario, in: course.folder)
    let program = try await workshop.prepare(scenario) { console.tell($0) }
    let code = try await sources.prepare(with: program, workshop)
    let isForPrograms = session.arguments.has(.json)
    if !isForPrograms { introduce(code) }
    let stage = Stage(scenario)
    let simulator = Simulator(
      scenario: scenario, program: program, folder: code.folder, minutes: minutes, seed: seed)
    do { try await watch(stage, simulator) } catch let missing as MissingSymbol {
      let examiner = Examiner(course: course, workshop: workshop)
      let name = try await examiner.declaration(missing.mangled)
      throw CodeProblem(
        scenario: scenario, reason: .lacks(name), hasReferences: course.folder.hasReferences)
    }
    let simulation = Simulation(
      scenario: scenario, code: code, minutes: minutes, seed: seed,
      recordings: stage.recordings)
    console.show(
      raw: isForPrograms ? simulation.json.page.trimmed : simulation.text(on: console.screen))
    if let file = session.arguments.value(of: .html) {
      let page = SimulationPage(simulation: simulation, language: console.language)
      try PageFile(path: file).write(page.page, isForced: session.arguments.has(.force))
      console.tell(Words("Written: \(file)", ja: "書きました: \(file)"))
    }
    return simulation.isSound ? .passes : .doesNotPass
  }

  private func introduce(_ code: ScenarioCode) {
    let screen = console.screen
    let circumstances = Simulation.circumstances(code, seed: seed, minutes: minutes)
    console.show(
      raw: screen.paint(screen.say(scenario.title), .bold) + "  "
        + screen.paint(screen.say(circumstances), .dim))
    console.show(raw: screen.fitted(scenario.about))
    for variant in scenario.variants {
      console.show(raw: screen.fitted(variant.title + Words(": ", ja: "：") + variant.about))
    }
    for standIn in code.standIns { console.warn(standIn.sentence) }
    console.show(raw: "")
  }

  /// Draws what there is to see until all nights are over, and once more then.
  private func watch(_ stage: Stage, _ simulator: Simulator) async throws {
    var picture = Picture(
      scenario: scenario, minutes: minutes, console: console,
      isLive: !session.arguments.has(.json))
    async let end: Void = simulator.run(on: stage)
    while !stage.isOver {
      picture.draw(stage.recordings)
      // Ten times a second is enough for an eye, and no burden for a terminal that is far away.
      try await Task.sleep(for: .milliseconds(100))
    }
    try await end
    picture.finish(stage.recordings)
  }
}
