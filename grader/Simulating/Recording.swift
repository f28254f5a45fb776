/// What was seen of one night, up to now or to its end.
struct Recording: Equatable, Sendable {
  let variant: Scenario.Variant
  var moments: [Moment] = []
  /// How it ended; nil while it goes on.
  var fate: Fate?

  enum Fate: Equatable, Sendable {
    /// The shop has closed in good order.
    case closed(Closing)
    /// The code threw this.
    case threw(String)
    /// Nobody could go on, and nobody slept: the rest would have waited for ever.
    case deadlock
    /// The process ended too early: its last words.
    case crashed(Words)
    /// No moment came for so many real seconds.
    case silent(Double)
    /// The night took longer than so many real seconds.
    case outOfTime(Double)
  }

  var closing: Closing? {
    if case .closed(let closing) = fate { closing } else { nil }
  }

  /// How far its time has come, in seconds.
  var time: Double { max(moments.last?.time ?? 0, closing?.time ?? 0) }
}

/// A public declaration that the scenario uses is not in the library, by its mangled name.
struct MissingSymbol: Error, Equatable {
  let mangled: String
}

/// Reads what a scenario tells while it goes on.
struct NightReader: LineReader {
  private var fate: Recording.Fate?
  private var isOpen = false
  /// Told of every moment, on the thread that watches the child.
  let report: @Sendable (Moment) -> Void

  init(report: @escaping @Sendable (Moment) -> Void) { self.report = report }

  mutating func read(_ line: ArraySlice<UInt8>, from channel: Channel) -> Bool {
    guard channel == .events, let json = try? JSONParser.parse(line) else { return false }
    switch json["kind"]?.text {
    case "open": isOpen = true
    case "moment":
      guard let moment = Moment(json) else { return false }
      report(moment)
    case "end":
      guard let closing = Closing(json) else { return false }
      fate = .closed(closing)
    case "stop":
      fate = json["reason"]?.text == "deadlock" ? .deadlock : .threw(json["detail"]?.text ?? "")
    default: return false
    }
    return true
  }

  /// How the night ended, given how its process did.
  ///
  /// - Throws: `MissingSymbol` if it could not even begin.
  func fate(_ remains: Remains, _ limits: Lesson.Limits) throws(MissingSymbol) -> Recording.Fate {
    if let fate, remains.succeeded { return fate }
    switch remains.ending {
    case .silent: return .silent(limits.silence)
    case .outOfTime: return .outOfTime(limits.total)
    case .exited, .killed:
      if !isOpen, let symbol = MissingDeclaration.symbol(in: remains.errors) {
        throw MissingSymbol(mangled: symbol)
      }
      return .crashed(CrashReport.words(remains))
    }
  }
}
