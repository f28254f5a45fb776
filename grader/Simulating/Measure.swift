/// What is drawn of a night, each with an axis that all nights share.
enum Measure: String, CaseIterable, Sendable {
  case queue, consumers, latency, deadLetters

  var title: Words {
    switch self {
    case .queue: Words("Crates in the queue", ja: "キューにある箱")
    case .consumers: Words("Consumers alive", ja: "生きているコンシューマー")
    case .latency: Words("Latency", ja: "待ち時間")
    case .deadLetters: Words("Dead letters", ja: "配達不能の箱")
    }
  }

  /// The same, where there is little room.
  var shortTitle: Words {
    switch self {
    case .queue: Words("queue", ja: "キュー")
    case .consumers: Words("consumers", ja: "台数")
    case .latency: Words("latency", ja: "待ち時間")
    case .deadLetters: Words("dead", ja: "配達不能")
    }
  }

  /// What exactly is shown.
  var about: Words {
    switch self {
    case .queue:
      Words("waiting to be delivered, now or after a rest", ja: "配達を待つ箱。休ませているものも含む")
    case .consumers:
      Words("started, and neither dead nor stopped", ja: "動いていて、倒れても止まってもいないもの")
    case .latency:
      Words(
        "from a crate's arrival until it is packed: median, and 99th percentile; logarithmic",
        ja: "箱が届いてから梱包されるまで。中央値と 99 パーセンタイル（対数目盛）")
    case .deadLetters:
      Words("given up after the last delivery that the policy allows", ja: "決められた回数配達しても片づかなかった箱")
    }
  }

  /// The value that is the upper edge, and the one that is drawn more heavily below it.
  func values(_ moment: Moment) -> (upper: Double, lower: Double)? {
    func both(_ value: Int) -> (Double, Double) { (Double(value), Double(value)) }
    switch self {
    case .queue: return both(moment.waiting)
    case .consumers: return both(moment.consumers)
    case .latency: return moment.latency.map { ($0.percentile99, $0.median) }
    case .deadLetters: return both(moment.dead)
    }
  }

  /// An axis that is long enough for all of these.
  func scale(_ recordings: [Recording]) -> Scale {
    let most = recordings.flatMap(\.moments).compactMap { values($0)?.upper }.max() ?? 0
    return Scale(self == .latency ? .logarithmic : .linear, upTo: most)
  }

  /// A value of it, in at most six columns.
  func text(_ value: Double) -> Words {
    self == .latency ? value.span : Words(same: Int(value.rounded()).brief)
  }

  /// How things stand at a moment, in words.
  func reading(_ moment: Moment) -> Words {
    switch self {
    case .queue: return .crates(moment.waiting)
    case .consumers: return .count(moment.consumers)
    case .deadLetters: return .crates(moment.dead)
    case .latency:
      guard let latency = moment.latency else {
        return Words("nothing was packed", ja: "何も梱包されていない")
      }
      let (median, most) = (latency.median.span, latency.percentile99.span)
      return Words(
        "median \(median.english), 99 % within \(most.english)",
        ja: "中央値 \(median.japanese)、99 % は \(most.japanese)以内")
    }
  }
}
