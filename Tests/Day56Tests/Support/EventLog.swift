import Synchronization
import Testing
import Vocabulary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Writes a run down while it happens, one JSON object a line, for a program that draws it: so that it is
/// there even if the run crashes or never ends.
///
/// The lines go to the file descriptor that the environment variable `DAY56_EVENTS` names; if it names
/// none, there is no log. The first line of a run names the seed, the last one the law that was broken,
/// if any.
final class EventLog: Sendable {
  private struct State {
    /// The task whose job is running, by the runtime's number.
    var task = ""
    var sleepers: [Int: String] = [:]
    var isClosed = false
  }

  /// More of one text helps nobody, and a message id may be of any length.
  private static let longestText = 1_000

  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// The log that the environment asks for.
  static func requested() -> EventLog? {
    descriptor.map { descriptor in EventLog { send($0, to: descriptor) } }
  }

  private static let descriptor = Environment["DAY56_EVENTS"].flatMap { Int32($0) }

  /// Writes all of it, unless nobody listens.
  private static func send(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func begin(seed: UInt64) {
    state.withLock { $0 = State() }
    // As a text: JSON's numbers are often read as floating point.
    write("{\"kind\":\"begin\",\"seed\":\"\(seed)\"}\n")
  }

  func add(_ time: Timestamp, _ who: String, _ what: String, _ kind: EventKind) {
    let task = state.withLock { $0.isClosed ? nil : $0.task }
    if let task { write(Self.line(time, who, what, kind, task: task)) }
  }

  /// The law is broken, or the run over: what follows is only clearing away.
  func close() { state.withLock { $0.isClosed = true } }

  func end(law: String?, at time: Timestamp) {
    let law = law.map { ",\"text\":\(Self.quoted($0))" } ?? ""
    write("{\"kind\":\"end\",\"time\":\(time.nanoseconds)\(law)}\n")
  }

  // MARK: - What the machinery tells

  /// A job of the task that is described like this runs from now on.
  func jobBegins(_ description: String) {
    state.withLock { $0.task = String(description.filter(\.isNumber)) }
  }

  func sleepBegins(_ number: Int, at time: Timestamp, until deadline: Timestamp) {
    let task = state.withLock { state in
      state.sleepers[number] = state.task
      return state.task
    }
    log(time, "sleeps until \(deadline.told)", .sleep(until: deadline), task: task)
  }

  func sleepEnds(_ number: Int, at time: Timestamp, isCancelled: Bool) {
    let task = state.withLock { $0.sleepers.removeValue(forKey: number) ?? "" }
    log(time, isCancelled ? "is cancelled in its sleep" : "wakes", .wake, task: task)
  }

  private func log(_ time: Timestamp, _ what: String, _ kind: EventKind, task: String) {
    guard !state.withLock(\.isClosed) else { return }
    write(Self.line(time, nil, what, kind, task: task))
  }

  private static func line(
    _ time: Timestamp, _ who: String?, _ what: String, _ kind: EventKind, task: String
  ) -> String {
    var line = "{\"kind\":\"\(kind.name)\",\"time\":\(time.nanoseconds),\"task\":\"\(task)\""
    if let who { line += ",\"lane\":\(quoted(who))" }
    line += ",\"text\":\(quoted(what))"
    if let message = kind.message { line += ",\"message\":\(quoted(message.name))" }
    if let deadline = kind.deadline { line += ",\"until\":\(deadline.nanoseconds)" }
    if let consumer = kind.consumer { line += ",\"of\":\(quoted(consumer.name))" }
    return line + "}\n"
  }

  private static func quoted(_ text: String) -> String {
    let start = text.prefix(longestText)
    return Note.quoted(start.endIndex == text.endIndex ? text : start + "…")
  }
}

extension Timestamp {
  /// Since the start; as many as fit, if they are too many.
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = sinceStart.components
    let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflows) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return isTooLarge || overflows ? (seconds < 0 ? .min : .max) : sum
  }
}
