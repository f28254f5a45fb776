/// A replay for people, in a terminal.
struct ReplayReport {
  let replay: Replay
  let course: Course
  let screen: Screen
  let showsAll: Bool

  var text: String {
    let drawing = TimelineDrawing(
      replay.timeline, law: replay.ending.law, showsAll: showsAll, on: screen)
    var lines = head + [""]
    if replay.timeline.moments.isEmpty {
      lines.append(
        screen.say(
          Words("Nothing was told in this run.", ja: "この実行では何も語られませんでした。")))
    } else {
      lines += drawing.lines
    }
    lines += end + [""]
    lines += drawing.legend.map { screen.paint($0, .dim) }
    lines += notes(hasFolds: drawing.hasFolds)
    return lines.joined(separator: "\n")
  }

  private var width: Int { max(screen.width, 20) }

  private var head: [String] {
    let mark =
      replay.ending == .passes ? screen.paint("✓", .green) : screen.paint("✗", .red)
    let lesson = "\(replay.lesson.number)  \(screen.say(replay.lesson.title))"
    var lines = wrapped(lesson).map { screen.paint($0, .bold) }
    let title = screen.say(replay.title).onOneLine.wrapped(width - 2, separator: " ")
    lines += title.enumerated().map { index, line in
      (index == 0 ? mark : " ") + " " + screen.paint(line, .bold)
    }
    let arguments = replay.finding?.arguments.map { Words("with \($0)", ja: "引数 \($0)") }
    let details = [Words("seed \(replay.run.seed)", ja: "シード \(replay.run.seed)"), arguments]
    let told = details.compactMap { $0.map(screen.say) }.joined(separator: ", ")
    return lines + told.onOneLine.wrapped(width - 2, separator: " ").map { "  " + $0 }
  }

  /// The broken law, marked by a line across all lanes; then the law of the lesson.
  private var end: [String] {
    let (head, text) = replay.conclusion
    let isGood = replay.ending == .passes
    let style: Screen.Style = isGood ? .green : .red
    let mark = "━━ \(isGood ? "✓" : "✗") \(screen.say(head)) "
    let line = mark + String(repeating: "━", count: max(0, min(width, 100) - mark.columns))
    var lines = [screen.paint(line.cut(to: width), style)]
    lines += screen.say(text).harmless.split(separator: "\n").flatMap {
      wrapped(String($0), indent: 3)
    }
    let law = Words("Law: ", ja: "法則: ") + replay.lesson.law
    return lines + wrapped(screen.say(law), indent: 3).map { screen.paint($0, .dim) }
  }

  private func notes(hasFolds: Bool) -> [String] {
    var notes: [Words] = []
    if replay.run.dropped > 0 {
      let dropped = "event".counted(replay.run.dropped)
      notes.append(
        Words(
          "\(dropped) in the middle of the run are not kept.",
          ja: "実行の途中の \(replay.run.dropped) 件は保存されていません。"))
    }
    if hasFolds {
      notes.append(
        Words(
          "⋮ stands for events far from the end: --all shows them.",
          ja: "⋮ は終わりから遠い出来事です。--all で全部見られます。"))
    }
    if replay.otherFailures > 0 {
      notes.append(
        Words(
          "This is the first of \("run".counted(replay.otherFailures + 1)) of this test that fail here.",
          ja: "このテストで失敗した \(replay.otherFailures + 1) 回の実行のうち、最初のものです。"))
    }
    return notes.flatMap { wrapped(screen.say($0)) }
  }

  private func wrapped(_ text: String, indent: Int = 0) -> [String] {
    text.onOneLine.wrapped(width - indent, separator: " ").map {
      String(repeating: " ", count: indent) + $0
    }
  }
}

extension JSONReport {
  /// The same if there is nothing to draw.
  static func noReplay(of lesson: Lesson, _ test: JudgedTest?, because text: String) -> JSON {
    [
      "version": .whole(version), "lesson": .string(lesson.name),
      "test": .optional(test?.name), "ending": .string((test?.outcome ?? .passed).ending),
      "text": .string(text), "law": words(lesson.law), "events": [],
    ]
  }

  /// The run with all its events that were kept.
  static func replay(_ replay: Replay) -> JSON {
    let (ending, text) =
      switch replay.ending {
      case .passes: ("passes", nil as String?)
      case .breaks(let law): ("breaks", law)
      case .crashes(let words): ("crashes", words.english)
      case .hangs(let words): ("hangs", words.english)
      }
    let events = replay.timeline.moments.map { moment -> JSON in
      [
        "nanoseconds": .whole(moment.time),
        "lane": .string(replay.timeline.lanes[moment.lane].english),
        "kind": .string(moment.kind.rawValue), "text": .string(moment.text.english),
        "message": .optional(moment.message),
      ]
    }
    return [
      "version": .whole(version), "lesson": .string(replay.lesson.name),
      "test": .string(replay.test.name), "seed": .string("\(replay.run.seed)"),
      "arguments": .optional(replay.finding?.arguments), "ending": .string(ending),
      "text": .optional(text), "law": words(replay.lesson.law),
      "otherFailures": .whole(replay.otherFailures),
      "eventsLeftOut": .whole(replay.run.dropped), "events": .array(events),
    ]
  }
}

extension Outcome {
  /// As a replay calls it.
  fileprivate var ending: String {
    switch self {
    case .passed: "passes"
    case .failed, .noVerdict: "breaks"
    case .crashed: "crashes"
    case .hung: "hangs"
    }
  }
}
