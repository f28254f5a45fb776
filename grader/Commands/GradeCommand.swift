extension Option {
  static let jobs = Option(
    name: "--jobs", value: .number,
    about: Words("how many are graded side by side", ja: "同時に採点する人数"))
  static let lessons = Option(
    name: "--lessons", value: .text,
    about: Words("only these lessons, such as 01,03", ja: "このレッスンだけ（例: 01,03）"))
  static let only = Option(
    name: "--only", value: .text,
    about: Words("only these learners, by id, such as anna,ben", ja: "この受講者だけ（id、例: anna,ben）"))
  static let noSandbox = Option(
    name: "--no-sandbox",
    about: Words(
      "for work that you trust like your own: it can do whatever you can",
      ja: "自分のコードと同じくらい信頼できる提出物だけに。あなたにできることは何でもできてしまいます"))
}

extension Subcommand {
  static let grade = Subcommand(
    name: "grade", operands: .folder("SUBMISSIONS"), needsOperand: true, needsReferences: true,
    options: [.out, .roster, .times, .hidden, .lessons, .only, .jobs, .noSandbox, .json],
    summary: Words(
      "for instructors: grades a class's work into a gradebook", ja: "教員向け: クラスの提出物を採点し、成績簿に入れます"),
    about: Words(
      """
      Takes a folder with a folder or an archive (zip, tar, tar.gz) for each learner, named by their id; the
      lessons' files lie at the top, in Exercises, or in a whole clone. roster.csv (id, name, email, …) and
      submissions.csv (id, time) may lie beside them.

      Nothing that is handed in is trusted: it is looked through, compiled and run in a sandbox. Stopped at
      any moment, the same command goes on where it was; what has its mark is not graded again. The verdicts
      are in the gradebook's journal, and gradebook.html and gradebook.json are made from that.
      """,
      ja: """
        受講者ごとにひとつのフォルダーかアーカイブ（zip、tar、tar.gz、名前は受講者の id）が入ったフォルダーを
        受け取ります。レッスンのファイルは、いちばん上か、Exercises の中か、クローン全体の中にあれば見つけます。
        roster.csv（id、name、email、…）と submissions.csv（id、time）を一緒に置けます。

        提出物は一切信頼せず、調べるのも、コンパイルも、実行もサンドボックスの中です。いつ止めても、同じ
        コマンドで続きから始まり、採点済みのものは採点し直しません。判定は成績簿の journal に残り、
        gradebook.html と gradebook.json はそこから作られます。
        """)
  ) { session in try await GradingClass(session: session).answer() }
}

/// Grades a class, and shows what came of it.
private struct GradingClass {
  let session: Session
  private var console: Console { session.console }
  private var arguments: Arguments { session.arguments }

  func answer() async throws -> ExitCode {
    guard let folder = arguments.names.first, let out = arguments.value(of: .out) else {
      throw UsageError(
        Words("Whose work, and where to?", ja: "誰の提出物を、どこへ採点しますか。"),
        next: Words(same: "grader grade SUBMISSIONS --out GRADEBOOK"))
    }
    let (course, hidden) = try session.courseWithHiddenTests()
    let submissions = try Submissions(in: folder)
    let lists = try ClassLists(
      roster: arguments.value(of: .roster), times: arguments.value(of: .times),
      in: submissions.folder, of: course)
    let entries = try chosen(submissions.entries)
    let lessons = try session.lessons(of: course)
    try check(out, isApartFrom: submissions.folder)
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    let journal = try Journal.open(out, for: course)
    if let remark = journal.remark { console.warn(remark) }
    if let roster = lists.roster?.learners, try journal.roster() != roster {
      try journal.append([.roster(roster)])
    }
    let marker = try await session.marker(
      course, lessons, adding: hidden, workshop)
    let bar = WorkBar(console, total: entries.count)
    let store = SourceStore(gradebook: journal.folder)
    let canaries = CanaryRound(
      marker: marker, canaries: try Canary.all(of: course), journal: journal, store: store,
      jobs: session.jobs)
    let grading = ClassGrading(
      marker: marker, submissions: submissions, entries: entries, lists: lists, journal: journal,
      store: store, canaries: canaries, jobs: session.jobs, archiver: Archiver(), bar: bar)
    let tally: ClassGrading.Tally
    do { tally = try await grading.run() } catch {
      bar.finish()
      // What a canary made worthless must not stand in the gradebook any longer.
      if error is CanaryError {
        _ = try course.writeGradebook(in: journal.folder, for: session.language)
      }
      throw error
    }
    bar.finish()
    let gradebook = try course.writeGradebook(in: journal.folder, for: session.language)
    let report = ClassReport(
      gradebook: gradebook, tally: tally, folder: out, submissions: submissions,
      screen: console.screen)
    console.show(raw: arguments.has(.json) ? report.json.page.trimmed : report.text)
    return .passes
  }

  /// Those of the class that were asked for.
  private func chosen(_ entries: [Submissions.Entry]) throws(UsageError) -> [Submissions.Entry] {
    guard let ids = arguments.value(of: .only)?.split(separator: ",").map(String.init) else {
      return entries
    }
    for id in ids where !entries.contains(where: { $0.id == id }) {
      throw UsageError(
        Words("“\(id)” has handed in nothing.", ja: "「\(id)」の提出物はありません。"),
        next: Nearest.advice(to: id, from: entries.map(\.id)))
    }
    return entries.filter { ids.contains($0.id) }
  }

  /// A gradebook among the submissions would be taken for one of them.
  private func check(_ out: String, isApartFrom submissions: String) throws(UsageError) {
    var place = out
    while Files.resolved(place) == nil, place != place.parentFolder { place = place.parentFolder }
    guard let real = Files.resolved(place), (real + "/").hasPrefix(submissions + "/") else {
      return
    }
    throw UsageError(
      Words("\(out) lies among the submissions.", ja: "\(out) は提出物の中にあります。"),
      next: Words("Put the gradebook elsewhere.", ja: "成績簿は別の場所に置いてください。"))
  }
}

extension Session {
  /// The lessons that `--lessons` names; all, if it is not there.
  func lessons(of course: Course) throws(UsageError) -> [Lesson] {
    let names = arguments.value(of: .lessons)?.split(separator: ",").map(String.init) ?? []
    return try course.lessons(called: names)
  }

  func courseWithHiddenTests() throws -> (Course, HiddenTests?) {
    let course = try course()
    let hidden = try arguments.value(of: .hidden).map { folder in
      try HiddenTests(in: Files.resolved(folder) ?? folder, of: course)
    }
    return (course.adding(hidden), hidden)
  }

  var jobs: Int {
    let asked = arguments.value(of: .jobs).flatMap { Int($0) }
    return max(1, min(asked ?? Catalogue.processors, 64))
  }

  func marker(
    _ course: Course, _ lessons: [Lesson], adding hidden: HiddenTests?, _ workshop: Workshop
  ) async throws -> Marker {
    var sandbox = Sandbox.none
    if arguments.has(.noSandbox) {
      console.warn(
        Words(
          "Without the sandbox, what is handed in can read and change whatever you can.",
          ja: "サンドボックスなしでは、提出物はあなたが読み書きできるものすべてに手が届きます。"))
    } else {
      sandbox = try await Sandbox.find()
    }
    let console = console
    return try await Marker(course, lessons, adding: hidden, workshop, in: sandbox) { words in
      console.clearLine()
      console.tell(words)
    }
  }
}
