/// What a watch shows in a window of some size: the report or an answer, and a line for the state and
/// one for the keys at the bottom.
struct WatchPage {
  let state: WatchState
  /// What the watched lesson is.
  let lesson: Lesson
  let place: String
  var screen: Screen

  private var width: Int { screen.width }
  private static let footer = 3

  /// What there is to read, without regard to the window.
  var content: String {
    switch state.answer {
    case .help: help
    case .waiting(let question, _): screen.say(waiting(question))
    case .text(let text): text
    case nil: state.report?.text ?? ""
    }
  }

  /// As many rows as a window has, and how far the content could be scrolled.
  func rows(in size: TerminalSize) -> (shown: [String], mostOffset: Int) {
    var page = self
    page.screen.width = size.columns
    return page.rows(size.rows)
  }

  private func rows(_ height: Int) -> (shown: [String], mostOffset: Int) {
    let all = Wrapping.rows(content, width: width)
    let room = max(1, height - Self.footer)
    let mostOffset = max(0, all.count - room)
    let offset = min(state.offset, mostOffset)
    var shown = Array(all.dropFirst(offset).prefix(room))
    let left = all.count - offset - shown.count
    shown += Array(repeating: "", count: room - shown.count)
    shown += [ruler(more: left), statusLine, keyLine]
    return (shown.suffix(height).map { $0 + reset }, mostOffset)
  }

  /// Ends every colour and link that a row may have cut off.
  private var reset: String { screen.hasColour ? "\u{1B}[0m\u{1B}]8;;\u{1B}\\" : "" }

  private func ruler(more: Int) -> String {
    let words =
      more > 0
      ? Words("── \(more) more rows: ↓ or space ", ja: "── あと \(more) 行: ↓ かスペース ")
      : Words(same: "")
    let text = screen.say(words).cut(to: width)
    return screen.paint(
      text + String(repeating: "─", count: max(0, width - text.columns)), .dim)
  }

  private var statusLine: String {
    if state.isConfirming {
      let question = Words(
        "Reset lesson \(lesson.number) to the starter? Your version is kept aside.  y yes, any other key no",
        ja: "レッスン \(lesson.number) をスターターに戻しますか？ 今の版は取っておきます。 y はい、ほかのキー いいえ")
      return screen.paint(screen.say(question).cut(to: width), .yellow)
    }
    if let run = state.run {
      return screen.paint(screen.say(run.news ?? working(run)).cut(to: width), .cyan)
    }
    guard let report = state.report else { return "" }
    let words =
      report.verdict == .passes
      ? Words("  \(report.time)  n goes on to the next lesson", ja: "  \(report.time)  n で次のレッスンへ")
      : Words("  \(report.time)  watching \(place)", ja: "  \(report.time)  \(place) の保存を待っています")
    let verdict = report.verdict.map { screen.say($0.words) } ?? ""
    let text = ("\(lesson.number) \(verdict)" + screen.say(words)).cut(to: width)
    guard let known = report.verdict, text.contains(verdict) else { return text }
    return text.replacing(verdict, with: screen.verdict(known), maxReplacements: 1)
  }

  private func working(_ run: WatchState.Run) -> Words {
    if run.isCancelled { return Words("Starting again …", ja: "やり直します…") }
    return switch run.scope {
    case .lesson:
      Words(
        "Grading lesson \(lesson.number) …", ja: "レッスン \(lesson.number) を採点しています…")
    case .course:
      Words("Grading every lesson that has changed …", ja: "変わったレッスンをすべて採点しています…")
    }
  }

  private func waiting(_ question: WatchState.Question) -> Words {
    switch question {
    case .hint: Words("Looking for a hint …", ja: "ヒントを探しています…")
    case .list: Words("Listing the lessons …", ja: "レッスンを並べています…")
    case .reset: Words("Resetting the lesson …", ja: "レッスンを戻しています…")
    case .solution: Words("Comparing with the solution …", ja: "模範解答と比べています…")
    }
  }

  /// As many keys as fit, the most important of them in any case.
  private var keyLine: String {
    var chosen: [WatchKey] = []
    for key in keys.sorted(by: { $0.rank < $1.rank }) {
      guard line(chosen + [key]).columns <= width else { break }
      chosen.append(key)
    }
    return keys.filter(chosen.contains)
      .map { screen.paint(String($0.key), .bold) + " " + screen.say($0.name) }
      .joined(separator: "  ")
  }

  private func line(_ keys: [WatchKey]) -> String {
    keys.map { "\($0.key) \(screen.say($0.name))" }.joined(separator: "  ")
  }

  private var keys: [WatchKey] { WatchKey.all(for: state.questions) }

  private var help: String {
    let rows = keys.map { "  \($0.key)    " + screen.say($0.about) }
    let more = Words(
      """
        1…9  goes to the lesson of that number
        ↑ ↓  scrolls, as do k, j, space and the page keys; Escape goes back to the report

      Save \(place) in your editor, and the verdict comes by itself.
      Should the terminal ever be left without an echo, as after `kill -9`, type: stty sane
      """,
      ja: """
          1…9  その番号のレッスンへ
          ↑ ↓  スクロール（k、j、スペース、ページキーも可）。Escape でレポートに戻る

        エディターで \(place) を保存すると、判定はひとりでに出ます。
        `kill -9` のあとなど、端末に打った文字が出なくなったら: stty sane
        """)
    return (rows + [screen.say(more)]).joined(separator: "\n")
  }
}
