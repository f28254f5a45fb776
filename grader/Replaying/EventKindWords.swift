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
    case .enqueue: Words("put in", ja: "投入")
    case .deliver: Words("delivered", ja: "配送")
    case .settle: Words("settled", ja: "決着")
    case .giveBack: Words("given back", ja: "返却")
    case .extend: Words("extended", ja: "延長")
    case .refuse: Words("refused", ja: "拒否")
    case .expire: Words("lease over", ja: "リース切れ")
    case .revoke: Words("leases revoked", ja: "リース取り消し")
    case .sleep: Words("sleeps", ja: "スリープ")
    case .wake: Words("wakes", ja: "起床")
    case .suspend: Words("waits", ja: "待機")
    case .resume: Words("goes on", ja: "再開")
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
    case .waiting: Words("waits or sleeps", ja: "待機・スリープ中")
    case .holding: Words("holds a message", ja: "メッセージを保持")
    }
  }
}
