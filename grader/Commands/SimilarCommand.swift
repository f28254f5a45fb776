extension Subcommand {
  static let similar = Subcommand(
    name: "similar", operands: .folder("GRADEBOOK"), needsOperand: true,
    options: [.lessons, .json],
    summary: Words(
      "for instructors: pairs of a class that share more than the lesson explains",
      ja: "教員向け: レッスンでは説明のつかないほど似た提出物の組"),
    about: Words(
      """
      Compares everybody's latest work, lesson by lesson, by the shape of the code: names, texts, numbers
      and comments do not count. What the starter gives, and what many of the class have, is left out.
      A pair in the list is a reason to look at both, and no verdict: people learn together.
      """,
      ja: """
        全員の最新の提出物を、レッスンごとにコードの形で比べます。名前、文字列、数、コメントは比べません。
        スターターにあるものと、クラスの多くに共通するものは除きます。一覧に出た組は、見比べてみる理由には
        なりますが、判定ではありません。一緒に学ぶことはよくあるからです。
        """)
  ) { session in
    guard let folder = session.arguments.names.first else {
      throw UsageError(
        Words("Which gradebook?", ja: "どの成績簿ですか。"),
        next: Words(same: "grader similar GRADEBOOK"))
    }
    let course = try session.course()
    let lessons = try session.lessons(of: course)
    let search = ClassResemblance(
      course: course, gradebook: try course.gradebook(in: folder),
      store: SourceStore(gradebook: folder))
    let found = try search.pairs(lessons)
    let json: JSON = ["pairs": .array(found.pairs.map(\.json)), "more": .whole(found.more)]
    let report = ResemblanceReport(lessons: lessons, found: found, screen: session.console.screen)
    session.console.show(raw: session.arguments.has(.json) ? json.page.trimmed : report.text)
    return .passes
  }
}

/// The pairs as a person reads them.
struct ResemblanceReport {
  let lessons: [Lesson]
  let found: ResemblanceSearch.Found
  let screen: Screen

  var text: String {
    guard !found.pairs.isEmpty else {
      return Words(
        "No two submissions share more than the lessons explain.",
        ja: "レッスンでは説明のつかないほど似た提出物はありません。")[screen.language]
    }
    let caution = Words(
      "A reason to look at both, and no verdict. The share is that of the smaller of the two, without what "
        + "the starter gives and what many have.",
      ja: "見比べてみる理由であって、判定ではありません。割合は、スターターにあるものと多くの人に共通するものを"
        + "除いた、小さいほうに占める割合です。")
    let more = Words(
      "… and \("pair".counted(found.more)) more; a lesson's first \(ResemblanceSearch.most) are listed.",
      ja: "… ほかに \(found.more) 組あります。一覧はレッスンごとに \(ResemblanceSearch.most) 組までです。")
    let rest = found.more > 0 ? [more[screen.language]] : []
    return (sections + rest + [caution[screen.language]]).joined(separator: "\n\n")
  }

  private var sections: [String] {
    lessons.compactMap { lesson in
      let own = found.pairs.filter { $0.lesson == lesson.name }
      guard !own.isEmpty else { return nil }
      let title = screen.paint("\(lesson.number)  \(lesson.title[screen.language])", .bold)
      return ([title] + own.map(entry)).joined(separator: "\n")
    }
  }

  private func entry(_ pair: Resemblance) -> String {
    let share = "\(Int((pair.share * 100).rounded())) %"
    let lines = pair.stretches.map { "         \($0.one.text)  ≈  \($0.other.text)" }
    return (["  \(share.padded(7))\(pair.one)  ≈  \(pair.other)"] + lines).joined(separator: "\n")
  }
}
