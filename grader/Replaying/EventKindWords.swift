extension RunEvent.Kind {
  /// Stands in the lane. None of them is wide in any terminal.
  var glyph: String {
    switch self {
    case .enqueue: "+"
    case .deliver: "▸"
    case .settle: "✓"
    case .giveBack: "↩"
    case .extend: "»"
    case .refuse: "✗"
    case .expire: "!"
    case .revoke: "⊘"
    case .sleep: "◦"
    case .wake: "•"
    case .suspend: "~"
    case .resume: "›"
    case .told: "*"
    }
  }

  var words: Words {
    switch self {
    case .enqueue: Words("put in", ja: "入れる")
    case .deliver: Words("delivered", ja: "受け取る")
    case .settle: Words("settled", ja: "acknowledge")
    case .giveBack: Words("given back", ja: "返す")
    case .extend: Words("extended", ja: "延ばす")
    case .refuse: Words("refused", ja: "断られる")
    case .expire: Words("lease over", ja: "貸出切れ")
    case .revoke: Words("leases revoked", ja: "取り返す")
    case .sleep: Words("sleeps", ja: "眠る")
    case .wake: Words("wakes", ja: "目を覚ます")
    case .suspend: Words("waits", ja: "待つ")
    case .resume: Words("goes on", ja: "先へ進む")
    case .told: Words("other event", ja: "その他")
    }
  }

  var style: Screen.Style {
    switch self {
    case .deliver, .enqueue: .cyan
    case .settle: .green
    case .refuse, .expire, .revoke, .giveBack: .yellow
    case .extend, .resume, .told: .bold
    case .sleep, .wake, .suspend: .dim
    }
  }
}

extension Timeline.Activity {
  /// The lane while nothing happens in it.
  var line: String {
    switch self {
    case .absent: " "
    case .atWork: "│"
    case .waiting: "┊"
    case .holding: "┃"
    }
  }

  var words: Words {
    switch self {
    case .absent: Words("not there yet", ja: "まだいない")
    case .atWork: Words("at work", ja: "作業中")
    case .waiting: Words("waits or sleeps", ja: "待つ・眠る")
    case .holding: Words("holds a message", ja: "借りている")
    }
  }
}
