/// The sentences of the feedback, the same on the page and in the text.
struct FeedbackWords {
  let writer: FeedbackWriter
  let row: Gradebook.Row

  func say(_ english: String, ja japanese: String) -> String {
    Words(english, ja: japanese)[writer.telling.language]
  }

  var who: String {
    (row.learner.name.isEmpty ? row.learner.id : row.learner.name).onOneLine
  }

  /// The points of all lessons that count so far.
  var sum: String {
    let gradebook = writer.gradebook
    let void = row.void(in: gradebook.graded).count
    let known = gradebook.graded.reduce(0) { $0 + (gradebook.score(row, $1.name) ?? 0) }
    let points = say(
      "\(known.short) of \(gradebook.gradedMaximum) points",
      ja: "\(gradebook.gradedMaximum) 点のうち \(known.short) 点")
    guard void > 0 else { return points }
    return points
      + say(
        " so far; \("verdict".counted(void)) still to come",
        ja: "（現時点。未確定の判定が \(void) 件あります）")
  }

  func score(_ feedback: Feedback) -> String {
    guard let score = feedback.score else { return say("no points yet", ja: "点数は未定") }
    return say(
      "\(score.short) of \(feedback.heading.points) points",
      ja: "\(score.short)/\(feedback.heading.points) 点")
  }

  func tests(_ feedback: Feedback) -> String {
    let (all, passed) = (
      feedback.view.tests.count, feedback.view.tests.count { $0.outcome == .passed }
    )
    return say("\(passed) of \("test".counted(all))", ja: "テスト \(passed)/\(all) 本")
  }

  func late(_ feedback: Feedback) -> String? {
    guard feedback.latePercent > 0 else { return nil }
    let full = feedback.view.mark.points
    return say(
      "It came late: \(feedback.latePercent)% of \("point".counted(full)) is taken off.",
      ja: "期限を過ぎて提出されたため、\(full) 点から \(feedback.latePercent)% を引いています。")
  }

  /// Of tests that are not visible nothing else is said.
  func rest(_ feedback: Feedback) -> String? {
    guard feedback.verdict != .void, let rest = feedback.view.rest else { return nil }
    return say(
      "Further tests, which are not shown: \(rest.points) of \("point".counted(rest.worth)).",
      ja: "公開されないその他のテスト: \(rest.points)/\(rest.worth) 点。")
  }

  /// Of a verdict that is no verdict on the learner.
  func void(_ feedback: Feedback) -> String? {
    guard feedback.verdict == .void else { return nil }
    return say(
      "This could not be graded by a program; a person will look at it. It does not count as zero.",
      ja: "プログラムでは採点できませんでした。人が確認します。0 点の扱いではありません。")
  }

  var notGraded: String { say("It is not graded yet.", ja: "まだ採点されていません。") }
  var law: String { say("Law", ja: "法則") }
  var failedFirst: String { say("What failed first", ja: "最初に落ちたテスト") }
  var then: String { say("Then", ja: "ほかに落ちたテスト") }
  var why: String { say("Why", ja: "理由") }
  var familiar: String { say("This looks familiar", ja: "見覚えのある間違いです") }
  var hint: String { say("A hint", ja: "ヒント") }
  var leftOut: String { say("Handed in, and not looked at", ja: "提出物のうち、採点に使わなかったもの") }

  /// What else was in the hand-in; nil if nothing.
  var leftOutNames: (names: [String], more: String?)? {
    guard let handIn = row.handIn, handIn.leftOutCount > 0 || !handIn.leftOut.isEmpty else {
      return nil
    }
    let more = handIn.leftOutCount - handIn.leftOut.count
    return (
      handIn.leftOut.map(\.onOneLine),
      more > 0 ? say("… and \(more) more", ja: "…ほかに \(more) 件") : nil
    )
  }
}
