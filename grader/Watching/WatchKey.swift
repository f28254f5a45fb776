/// A key that does something, and what.
struct WatchKey: Equatable, Sendable {
  let key: Character
  /// In a word, for the line at the bottom.
  let name: Words
  let about: Words

  /// Whoever knows how to quit and where to read on finds the others.
  var rank: Int {
    switch key {
    case "q": 0
    case "?": 1
    default: 2
    }
  }

  /// Those that there are, if these questions can be answered.
  static func all(for questions: Set<WatchState.Question>) -> [WatchKey] {
    let asking = WatchState.Question.allCases.filter(questions.contains).map(key)
    return [next] + asking + [course, help, quit]
  }

  private static let next = WatchKey(
    key: "n", name: Words("next", ja: "次へ"),
    about: Words("goes on to the next lesson", ja: "次のレッスンへ進む"))
  private static let course = WatchKey(
    key: "a", name: Words("all", ja: "全部"),
    about: Words(
      "grades every lesson that has changed, and shows where you stand",
      ja: "変わったレッスンをすべて採点し、今どこにいるかを見せる"))
  private static let help = WatchKey(
    key: "?", name: Words("help", ja: "キー"), about: Words("explains the keys", ja: "キーの説明"))
  private static let quit = WatchKey(
    key: "q", name: Words("quit", ja: "終了"),
    about: Words("quits, as does ctrl-C; the report stays", ja: "終了（ctrl-C も可）。レポートは残る"))

  private static func key(_ question: WatchState.Question) -> WatchKey {
    let (name, about) =
      switch question {
      case .hint:
        (
          Words("hint", ja: "ヒント"),
          Words("gives a hint, one more each time", ja: "ヒントを出す。押すたびに次の一つ")
        )
      case .list: (Words("list", ja: "一覧"), Words("lists the lessons", ja: "レッスンの一覧"))
      case .reset:
        (
          Words("reset", ja: "戻す"),
          Words(
            "goes back to the starter, after a question; your version is kept aside",
            ja: "確かめたうえでスターターに戻す。今の版は取っておく")
        )
      case .solution:
        (
          Words("solution", ja: "解答"),
          Words("compares with the solution, once the lesson passes", ja: "合格したあと、模範解答と比べる")
        )
      }
    return WatchKey(key: question.key, name: name, about: about)
  }
}
