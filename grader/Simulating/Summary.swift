/// The figures of a night, as they stand in the table under the charts.
struct Summary {
  let recordings: [Recording]
  let scenario: Scenario
  let minutes: Int

  struct Row: Equatable {
    let title: Words
    /// One for each night.
    let values: [Words]
  }

  var rows: [Row] {
    func row(_ title: Words, _ value: (Recording) -> Words?) -> Row {
      Row(title: title, values: recordings.map { value($0) ?? Words(same: "–") })
    }
    return [
      row(Words("crates ordered", ja: "注文された箱")) { $0.moments.last.map { .count($0.ordered) } },
      row(Words("crates packed", ja: "梱包した箱")) { packed($0).map(Words.count) },
      row(Words("longest queue", ja: "キューの最大")) {
        $0.moments.map(\.waiting).max().map(Words.count)
      },
      row(
        Words("queue at \(rush.clock) (rush ends)", ja: "注文が止まる \(rush.clock) のキュー")
      ) { atRush($0).map { .count($0.waiting) } },
      row(Words("the same in orders", ja: "それを注文に換算すると")) {
        atRush($0).map { .orders($0.waiting * scenario.ordersPerMessage) }
      },
      row(Words("most consumers alive", ja: "コンシューマーの最大数")) {
        $0.moments.map(\.consumers).max().map(Words.count)
      },
      row(Words("consumers that died", ja: "倒れたコンシューマー")) {
        $0.moments.last.map { .count($0.deaths) }
      },
      row(Words("worst latency, 99th percentile", ja: "最悪の待ち時間（99 %）")) {
        $0.moments.compactMap { $0.latency?.percentile99 }.max().map { $0.span }
      },
      row(Words("latency at \(rush.clock), median", ja: "\(rush.clock) の待ち時間（中央値）")) {
        atRush($0)?.latency.map { $0.median.span }
      },
      row(Words("dead letters", ja: "配達不能の箱")) {
        ($0.closing?.dead ?? $0.moments.last?.dead).map(Words.count)
      },
      row(Words("packed again", ja: "二度梱包した箱")) { $0.closing.map { .count($0.repetitions) } },
    ]
  }

  /// When the last order comes, in seconds.
  private var rush: Double { Double(minutes) * 60 }

  private func atRush(_ recording: Recording) -> Moment? {
    recording.moments.first { $0.time >= rush }
  }

  private func packed(_ recording: Recording) -> Int? {
    recording.closing?.acknowledged ?? recording.moments.last?.acknowledged
  }

  /// For a terminal: side by side, or one after the other where there is no room for that.
  func text(on screen: Screen) -> String {
    let rows = rows
    let label = rows.map { screen.say($0.title).columns }.max() ?? 0
    let widths = recordings.indices.map { index in
      (rows.map { screen.say($0.values[index]) } + [screen.say(recordings[index].variant.title)])
        .map(\.columns).max() ?? 0
    }
    let total = label + widths.reduce(0) { $0 + 2 + $1 }
    guard total < screen.width else {
      return recordings.indices.map { stacked($0, rows, screen) }.joined(separator: "\n\n")
    }
    func line(_ title: String, _ values: [String]) -> String {
      zip(values, widths).reduce(title.padded(label)) { $0 + "  " + $1.0.flushRight($1.1) }
    }
    let head = line("", recordings.map { screen.say($0.variant.title) })
    let body = rows.map { line(screen.say($0.title), $0.values.map(screen.say)) }
    return ([screen.paint(head, .bold)] + body).joined(separator: "\n")
  }

  private func stacked(_ index: Int, _ rows: [Row], _ screen: Screen) -> String {
    let head = screen.paint(screen.say(recordings[index].variant.title), .bold)
    let body = rows.map { "  \(screen.say($0.title)): \(screen.say($0.values[index]))" }
    return ([head] + body).joined(separator: "\n")
  }
}
