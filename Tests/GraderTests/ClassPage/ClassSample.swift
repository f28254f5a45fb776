@testable import grader

/// A class to test with: seeded, with all verdicts and the names that make trouble.
struct ClassSample {
  private var numbers: SplitMix64
  private let count: Int

  static let lessons = [
    ("01-SafeMessageQueue", Words("A queue that forgets nothing", ja: "何ひとつ失わないキュー")),
    ("02-LoadBalancers", Words("Everybody gets a share", ja: "みんなに行き渡る分担")),
    ("03-HealthChecker", Words("One fall, one failover", ja: "倒れるのは一度、引き継ぎも一度")),
    ("04-AutoScaler", Words("As many hands as it takes", ja: "忙しさに見合う人手")),
    ("05-AsyncMessageProcessor", Words("Tried, but not for ever", ja: "あきらめ時を知る再試行")),
    ("06-CompetingConsumers", Words("The whole night", ja: "長い夜のすべて")),
  ].map { name, title in
    Gradebook.Heading(
      name: name, title: title, law: Words("A law of \(name)", ja: "\(name) の法則"), points: 100)
  }

  /// What a learner could hand in to become part of the page.
  static let nasty = "</td><script>document.title = 'taken'</script>"
  static let names = [
    nasty, "\" onclick=\"alert(1)", "' autofocus onfocus='alert(2)", "&amp; &lt;b&gt;", "山田 花子",
    "鈴木 一郎", "Zoë Ångström-Ñandú", "a\u{202E}desrever", "محمد بن موسى",
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh", "", "=HYPERLINK(\"x\")", "佐藤 健",
    "Anna Abel", "Boris Brandt", "Chidi Okafor", "Diana Prince", "Émile Zola", "Farah Haddad",
    "Grace Hopper", "Haruki Mori", "Ida Lindqvist", "João Almeida", "Kim Min-ji",
  ]
  static let testCount = 20
  static let hiddenCount = 2

  init(learners count: Int, seed: UInt64 = 56) {
    self.count = count
    numbers = SplitMix64(seed: seed)
  }

  static func gradebook(_ count: Int = 48, seed: UInt64 = 56) -> Gradebook {
    var sample = ClassSample(learners: count, seed: seed)
    return Gradebook(
      title: Words("Competing consumers", ja: "競合コンシューマー"), lessons: lessons,
      rows: (0..<count).map { sample.row($0) })
  }

  /// The same without a word that a learner or a suite said, so that only the page speaks.
  static func wordless(_ gradebook: Gradebook) -> Gradebook {
    let rows = gradebook.rows.enumerated().map { index, row in
      var copy = row
      copy.marks = row.marks.mapValues { mark in
        Mark(
          learner: mark.learner, lesson: mark.lesson, submission: mark.submission,
          grounds: mark.grounds, verdict: mark.verdict, reason: mark.reason,
          tests: mark.tests.enumerated().map { place, test in
            Mark.Test(
              name: "T\(place)", outcome: test.outcome, worth: test.worth,
              visibility: test.visibility, detail: test.detail)
          }, trap: mark.trap, date: mark.date, seconds: mark.seconds)
      }
      return Gradebook.Row(
        learner: Learner(id: "s\(index)"), isOnRoster: row.isOnRoster, handIn: row.handIn,
        marks: copy.marks, latePercent: row.latePercent)
    }
    return Gradebook(title: gradebook.title, lessons: gradebook.lessons, rows: rows)
  }

  /// Some rows are always there: absent, all right, untouched, not on the list, void.
  private mutating func row(_ index: Int) -> Gradebook.Row {
    let family = index < Self.names.count ? "" : " \(index)"
    let name = Self.names[index % Self.names.count]
    let id = index == 3 ? "<i>odd</i>\"id" : "s\(1000 + index)"
    var row = Gradebook.Row(
      learner: Learner(
        id: id, name: name.isEmpty ? "" : name + family, email: "s\(1000 + index)@example.org",
        others: [Learner.Column(title: "SIS <ID>", text: "\(7_000 + index)")]))
    row.isOnRoster = index % 17 != 5
    if index % 13 == 4, row.isOnRoster { return row }
    row.handIn = HandIn(
      learner: id, submission: "ab12\(index)cd34ef5678", date: "2026-11-20T10:27:51Z",
      leftOut: index % 7 == 2 ? ["<notes>.txt", ".DS_Store"] : [],
      leftOutCount: index % 7 == 2 ? 14 : 0)
    let strength = index == 6 ? 0 : index == 13 ? 100 : 25 + below(90)
    for (place, lesson) in Self.lessons.enumerated() {
      let ability = index == 13 ? 100 : max(0, strength - place * 9)
      row.marks[lesson.name] = mark(of: id, lesson.name, ability: ability, index)
      if index % 9 == 1, place > 3 { row.latePercent[lesson.name] = 10 * (place - 3) }
    }
    if index % 19 == 8 { row.marks[Self.lessons[5].name] = nil }
    return row
  }

  private mutating func mark(
    of id: String, _ lesson: String, ability: Int, _ index: Int
  ) -> Mark {
    let chance = index == 13 ? 99 : index == 6 ? 40 : below(100)
    let verdict: Verdict? =
      switch chance {
      case 0..<3: .void
      case 3..<7: .doesNotCompile
      case 7..<10: .crashes
      case 10..<12: .hangs
      default: nil
      }
    let tests = tests(verdict, ability: ability)
    let isRight = tests.allSatisfy { $0.outcome == .passed }
    return Mark(
      learner: id, lesson: lesson, submission: "ab12\(index)cd34ef5678",
      grounds: Mark.Grounds(
        suite: "5a17e", toolchain: "Swift version 6.3.1", policy: "9011c7",
        tier: "bubblewrap, uid 60801"),
      verdict: verdict ?? (isRight ? .passes : .fails), reason: verdict.flatMap(reason),
      tests: tests,
      trap: !isRight && verdict == nil && ability > 0
        ? ["newest-first", "never-resumed", nil][below(3)] : nil,
      date: "2026-11-21T10:27:51Z", seconds: Double(below(400)) / 100)
  }

  private func reason(_ verdict: Verdict) -> Words? {
    switch verdict {
    case .void:
      Words("the control test passed, which must fail", ja: "失敗するはずの対照テストが合格した")
    case .doesNotCompile:
      Words(same: "Exercises/x.swift:3:7: error: cannot find 'Que<ue>' in scope")
    default: nil
    }
  }

  private mutating func tests(_ verdict: Verdict?, ability: Int) -> [Mark.Test] {
    let whole = Self.testCount + Self.hiddenCount
    return (0..<whole).map { place in
      let isHidden = place >= Self.testCount
      // Later tests are harder; some are hard for everybody.
      let isPassed = ability >= 99 || below(100) < ability + 25 - place * 2
      var outcome: Outcome = isPassed && ability > 0 ? .passed : .failed
      if verdict == .doesNotCompile { outcome = .noVerdict }
      if verdict == .crashes, place == 7 { outcome = .crashed }
      if verdict == .hangs, place == 9 { outcome = .hung }
      let finding = Finding(
        file: "01-Laws.swift", line: 40 + place,
        text: """
          A law is broken: m\(place) was leased twice.
            0.0 s  anna  receives m\(place), receipt 1
           30.0 s  boris  receives m\(place), receipt 2 <& "still leased">
          """)
      return Mark.Test(
        name: isHidden
          ? "hidden law \(place - Self.testCount + 1)"
          : "what test \(place + 1) wants is there, even at night", outcome: outcome,
        // A hundred points for each lesson.
        worth: isHidden ? 5 : 4 + place % 2,
        visibility: isHidden ? .hidden : .visible, seconds: 0.01,
        findings: outcome == .failed ? [finding] : [],
        detail: outcome == .crashed ? Words("index out of range", ja: "添字が範囲外") : nil)
    }
  }

  private mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &numbers) }
}

extension ClassSample {
  static func page(
    _ gradebook: Gradebook = gradebook(), _ language: Language = .english
  ) -> ClassPage {
    ClassPage(
      gradebook: gradebook, glossary: ClassGlossary(),
      similar: [
        Resemblance(
          lesson: "02-LoadBalancers", one: "s1015", other: "s1016", share: 0.83, passages: 5,
          stretches: []),
        Resemblance(
          lesson: "01-SafeMessageQueue", one: "<i>odd</i>\"id", other: "ghost<b>", share: 0.91,
          passages: 5, stretches: []),
      ], language: language)
  }
}
