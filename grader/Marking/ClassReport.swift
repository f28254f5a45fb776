/// What `grader grade` says in the end: how many of each verdict, who needs a person's look, what is next.
struct ClassReport {
  let gradebook: Gradebook
  let tally: ClassGrading.Tally
  /// As it was named.
  let folder: String
  let submissions: Submissions
  let screen: Screen

  private static let mostNames = 12

  var text: String {
    var parts = [screen.say(headline), table]
    parts += remarks.map { screen.paint("! ", .yellow) + screen.say($0) }
    parts.append(screen.say(next))
    return parts.joined(separator: "\n\n")
  }

  private var handedIn: Int { gradebook.rows.count { $0.handIn != nil } }

  private var headline: Words {
    let known =
      tally.known > 0
      ? Words(
        ", \(tally.known) had \(tally.known == 1 ? "its" : "their") mark already",
        ja: "、採点済み \(tally.known) 件")
      : Words(same: "")
    return Words(
      "\("learner".counted(handedIn)) handed in; \("lesson".counted(tally.marked)) graded now",
      ja: "提出 \(handedIn) 人。今回の採点 \(tally.marked) 件") + known + Words(".", ja: "。")
  }

  private func count(_ verdict: Verdict, _ lesson: String) -> Int {
    gradebook.rows.count { $0.marks[lesson]?.verdict == verdict }
  }

  private var table: String {
    let titles = Verdict.allCases.map { screen.say($0.words) }
    let names = gradebook.lessons.map(\.name)
    let width = (names.map(\.columns).max() ?? 0) + 2
    let head = String(repeating: " ", count: width) + titles.joined(separator: "  ")
    let rows = names.map { name in
      let cells = zip(Verdict.allCases, titles).map { verdict, title in
        let number = count(verdict, name)
        return (number == 0 ? "·" : "\(number)").flushRight(title.columns)
      }
      return name.padded(width) + cells.joined(separator: "  ")
    }
    return ([screen.paint(head, .dim)] + rows).joined(separator: "\n")
  }

  private var remarks: [Words] {
    var remarks: [Words] = []
    func remark(_ ids: [String], _ english: String, ja japanese: String) {
      guard !ids.isEmpty else { return }
      let more = ids.count - Self.mostNames
      let shown = ids.prefix(Self.mostNames).joined(separator: ", ").harmless
      let names = more > 0 ? shown + ", … +\(more)" : shown
      remarks.append(Words("\(english): \(names)", ja: "\(japanese): \(names)"))
    }
    remark(
      gradebook.rows.filter { $0.marks.values.contains { $0.verdict == .void } }.map(\.learner.id),
      "Void, for a person to look at", ja: "無効の判定があり、人の目が必要です")
    remark(missing, "On the class list, and handed in nothing", ja: "名簿にあり、提出がありません")
    remark(
      gradebook.rows.filter { !$0.isOnRoster }.map(\.learner.id), "Not on the class list",
      ja: "名簿にありません")
    if submissions.strayCount > 0 {
      remark(
        submissions.strays, "Left alone among the submissions (\(submissions.strayCount))",
        ja: "提出物の中の、使わなかったもの（\(submissions.strayCount) 件）")
    }
    if tally.outdated > 0 {
      remarks.append(
        Words(
          "\(tally.outdated) were graded with another suite, compiler or policy than today's. "
            + "What would change: grader regrade \(folder)",
          ja: "\(tally.outdated) 件は、今と違うスイート、コンパイラー、方針で採点されたものです。"
            + "何が変わるか: grader regrade \(folder)"))
    }
    return remarks
  }

  private var missing: [String] {
    gradebook.rows.filter { $0.handIn == nil }.map(\.learner.id)
  }

  private var next: Words {
    Words(
      """
      Gradebook: \(folder.adding(Gradebook.pageFile))
      For an LMS: grader export \(folder) --format canvas
      """,
      ja: """
        成績簿: \(folder.adding(Gradebook.pageFile))
        LMS へ: grader export \(folder) --format canvas
        """)
  }

  var json: JSON {
    let lessons = gradebook.lessons.map { lesson -> JSON in
      let counts = Verdict.allCases.map {
        JSON.Member($0.rawValue, .whole(count($0, lesson.name)))
      }
      return ["name": .string(lesson.name), "verdicts": .object(counts)]
    }
    return [
      "version": .whole(JSONReport.version), "handedIn": .whole(handedIn),
      "graded": .whole(tally.marked), "known": .whole(tally.known),
      "outdated": .whole(tally.outdated), "missing": .array(missing.map(JSON.string)),
      "lessons": .array(lessons),
    ]
  }
}
