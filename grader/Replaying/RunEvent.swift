/// Something that happened in a recorded run, as the instruments wrote it down.
struct RunEvent: Equatable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case enqueue, deliver, settle
    case giveBack = "return"
    case extend, refuse, expire, revoke, sleep, wake, suspend, resume, told
  }

  var kind: Kind
  /// Nanoseconds of virtual time.
  var time: Int
  /// Who did it or saw it; nil if only the task is known.
  var lane: String?
  /// The runtime's number of the task in which it was seen.
  var task = ""
  var text: String
  var message: String?
  /// When what begins here ends by itself.
  var until: Int?
  /// The consumer whose leases are revoked.
  var consumer: String?
}

extension RunEvent {
  /// Nil if it is none.
  init?(_ json: JSON) {
    guard let kind = json["kind"]?.text.flatMap(Kind.init), let time = json["time"]?.nanoseconds,
      let text = json["text"]?.text
    else { return nil }
    self.init(
      kind: kind, time: time, lane: json["lane"]?.text, task: json["task"]?.text ?? "",
      text: text, message: json["message"]?.text, until: json["until"]?.nanoseconds,
      consumer: json["of"]?.text)
  }
}

extension JSON {
  /// As many as an `Int` can hold.
  var nanoseconds: Int? { number.map { Int(exactly: $0) ?? ($0 < 0 ? .min : .max) } }
}

extension Int {
  /// Nanoseconds as people read them: seconds, with as many decimals as are needed.
  var asSeconds: String {
    var decimals = String(magnitude % 1_000_000_000)
    decimals = String(repeating: "0", count: 9 - decimals.count) + decimals
    while decimals.hasSuffix("0") { decimals.removeLast() }
    let whole = (self < 0 ? "-" : "") + String(magnitude / 1_000_000_000)
    return whole + (decimals.isEmpty ? "" : "." + decimals) + " s"
  }
}
