import Synchronization

/// Shows on a terminal how far a long piece of work has come, how fast, and when it will be done.
final class WorkBar: Sendable {
  private let console: Console
  private let total: Int
  private let started = Subprocess.now()
  private let done = Mutex(0)

  init(_ console: Console, total: Int) {
    self.console = console
    self.total = total
  }

  /// One more piece is done; `next` names what is worked on.
  func advance(_ next: String) {
    let text = done.withLock { done in
      done += 1
      return line(done, next, seconds: Subprocess.now() - started)
    }
    console.refresh(text)
  }

  func line(_ done: Int, _ next: String, seconds: Double) -> Words {
    let rate = Double(done) / max(seconds, 0.001)
    let left = Int((Double(total - done) / max(rate, 0.001)).rounded(.up))
    let bar = console.side.bar(Double(done) / Double(max(total, 1)), width: 24)
    let head = "\(bar) \(done)/\(total)  \(rate.fixed(1))/s"
    return Words("\(head)  \(left) s left  \(next)", ja: "\(head)  残り \(left) 秒  \(next)")
  }

  func finish() { console.clearLine() }
}
