/// What is to be said of a night, apart from its figures.
struct Findings {
  let recording: Recording
  let scenario: Scenario
  let minutes: Int

  /// Whether the shop closed in good order, lost nothing, and did nothing twice without reason.
  var isSound: Bool { recording.closing != nil && brokenLaws.isEmpty }

  /// In one word.
  var verdict: Verdict {
    guard isSound, let closing = recording.closing else { return .broken }
    return closing.left > 0 ? .behind : .done
  }

  enum Verdict: String {
    /// All is packed, or given up.
    case done
    /// There was more to do than time for it.
    case behind
    /// It did not end in good order, or broke a law.
    case broken

    /// For a chart's heading.
    var mark: String {
      switch self {
      case .done: "✓"
      case .behind: "!"
      case .broken: "✗"
      }
    }
  }

  /// How it ended, and then what is wrong with it.
  var sentences: [Words] { [ending] + brokenLaws }

  private var deaths: Int { recording.moments.last?.deaths ?? 0 }
  private var ordered: Int { recording.moments.last?.ordered ?? 0 }

  /// When it was seen last.
  private var lastSeen: Words {
    guard let last = recording.moments.last else {
      return Words("Nothing was seen before.", ja: "それまでには何も見えていません。")
    }
    return Words("It was last seen at \(last.time.clock).", ja: "最後に見えたのは \(last.time.clock) です。")
  }

  private var ending: Words {
    switch recording.fate {
    case nil: return Words("It goes on.", ja: "続いています。")
    case .closed(let closing): return closed(closing)
    case .threw(let error):
      return Words("The code threw \(error). ", ja: "コードが \(error) を投げました。") + lastSeen
    case .deadlock:
      return Words(
        "Deadlock: nobody could go on, and no sleep on the given clock would end it. ",
        ja: "デッドロック: 誰も先へ進めず、渡された時計での待ちが終わっても変わりません。") + lastSeen
        + Words(
          " If that is the closing time, `run` did not return when its task was cancelled.",
          ja: "それが閉店の時刻なら、タスクがキャンセルされても `run` が戻っていません。")
    case .crashed(let text):
      return Words("It crashed: ", ja: "クラッシュしました: ") + text + Words(same: "\n") + lastSeen
    case .silent(let seconds):
      return Words(
        "It hangs: nothing happened for \(seconds.brief) s of real time, so it was ended. Something blocks, "
          + "or spins without letting time go by. ",
        ja: "ハングしました: 実時間で \(seconds.brief) 秒のあいだ何も起きなかったので、終わらせました。"
          + "何かがブロックしているか、時間を進めずに回り続けています。") + lastSeen
    case .outOfTime(let seconds):
      return Words(
        "It took more than \(seconds.brief) s of real time, and was ended. Try fewer minutes: --minutes 10. ",
        ja: "実時間で \(seconds.brief) 秒を超えたので、終わらせました。時間を短くしてみてください: --minutes 10。")
        + lastSeen
    }
  }

  private func closed(_ closing: Closing) -> Words {
    let left = closing.left
    let end = closing.time.clock
    if left > 0 {
      let orders = Words.orders(left * scenario.ordersPerMessage)
      return Words(
        "At \(end) it closes, and \(Words.crates(left).english) are left: \(orders.english) behind.",
        ja: "\(end) に閉店し、\(Words.crates(left).japanese)（\(orders.japanese)）が残りました。")
    }
    let packed = Words.crates(closing.acknowledged)
    return closing.dead == 0
      ? Words(
        "At \(end) all is done: \(packed.english) packed.",
        ja: "\(end) にすべて終わりました。\(packed.japanese)を梱包しました。")
      : Words(
        "At \(end) all is done: \(packed.english) packed, \(Words.crates(closing.dead).english) given up.",
        ja:
          "\(end) にすべて終わりました。\(packed.japanese)を梱包し、\(Words.crates(closing.dead).japanese)をあきらめました。"
      )
  }

  /// The laws of the lesson, as far as they can be seen from here.
  private var brokenLaws: [Words] {
    guard let closing = recording.closing else { return [] }
    var broken: [Words] = []
    let lost = ordered - closing.known
    if lost > 0 {
      broken.append(
        Words(
          "\(Words.crates(lost).english) got lost: ordered, and in no place of the queue.",
          ja: "\(Words.crates(lost).japanese)が失われました。注文されたのに、キューのどこにもありません。"))
    }
    if closing.pretended > 0 {
      broken.append(
        Words(
          "\(Words.crates(closing.pretended).english) acknowledged, and never packed.",
          ja: "\(Words.crates(closing.pretended).japanese)は処理済みとされたのに、梱包されていません。"))
    }
    if closing.repetitions > deaths {
      broken.append(
        Words(
          "\(Words.crates(closing.repetitions).english) packed again, though "
            + (deaths == 0 ? "nobody" : "only \(Words.consumers(deaths).english)")
            + " died: who dies may leave one that is packed and not acknowledged, nobody else.",
          ja: "\(Words.crates(closing.repetitions).japanese)が二度梱包されました。"
            + (deaths == 0 ? "誰も倒れていません" : "倒れたのは\(Words.consumers(deaths).japanese)だけです")
            + "。梱包だけ済んで処理済みと告げられない箱は、倒れた者ひとりにつきひとつのはずです。"))
    }
    return broken
  }
}
