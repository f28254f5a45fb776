/// Whether an event stream is one that a run, one test after the other, can give: all tests are told first;
/// each starts once and ends once, within its suite; nothing starts that was not told, or after the end.
///
/// A run that broke off has kept the order as far as it came. Findings may come at any time, even from a test
/// that is over: somebody left a task running.
struct StreamOrder: Sendable {
  private(set) var isKept = true
  private var phase = Phase.telling
  /// By the ids of tests and suites.
  private var standings: [String: Standing] = [:]
  /// The suites and the test that are on, from the outside in.
  private var open: [String] = []
  private var isInCase = false

  private enum Phase { case telling, running, over }
  private enum Standing { case told, started, ended, leftOut }

  /// A line that is no event at all.
  mutating func takeRubbish() { isKept = false }

  mutating func take(_ event: RunnerEvent) {
    if !fits(event) { isKept = false }
  }

  private mutating func fits(_ event: RunnerEvent) -> Bool {
    switch event {
    case .found(let id, _, _, _), .foundSuite(let id):
      return phase == .telling && standings.updateValue(.told, forKey: id) == nil
    case .runStarted:
      defer { phase = .running }
      return phase == .telling
    case .started(let id, _):
      let isInside = open.last.map { id.hasPrefix($0 + "/") } ?? true
      let before = standings.updateValue(.started, forKey: id)
      open.append(id)
      return phase == .running && before == .told && isInside && !isInCase
    case .ended(let id, _, _):
      standings[id] = .ended
      return open.popLast() == id && !isInCase
    case .caseStarted(let id, _):
      defer { isInCase = true }
      return open.last == id && !isInCase
    case .caseEnded(let id):
      defer { isInCase = false }
      return open.last == id && isInCase
    case .leftOut(let id, _):
      let before = standings[id]
      if before == .told { standings[id] = .leftOut }
      return before != nil
    case .recorded(_, let id):
      let standing = id.map { standings[$0] }
      return phase != .telling && standing != .some(nil) && standing != .told
    case .runEnded:
      defer { phase = .over }
      return phase == .running && open.isEmpty
        && standings.values.allSatisfy { $0 == .ended || $0 == .leftOut }
    case .other: return true
    }
  }
}
