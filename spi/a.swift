@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency
import Synchronization
let seen = Atomic(0)
final class Adopting: TaskExecutor, SchedulingExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    seen.add(1, ordering: .relaxed)
    PlatformExecutorFactory.defaultExecutor.enqueue(job)
  }
  func enqueue<C: Clock>(_ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C) {
    guard let platform = PlatformExecutorFactory.defaultExecutor as? any SchedulingExecutor else { fatalError() }
    platform.enqueue(job, after: delay, tolerance: tolerance, clock: clock)
  }
  func enqueue<C: Clock>(_ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C) {
    guard let platform = PlatformExecutorFactory.defaultExecutor as? any SchedulingExecutor else { fatalError() }
    platform.enqueue(job, at: instant, tolerance: tolerance, clock: clock)
  }
}
enum Factory: ExecutorFactory {
  static var mainExecutor: any MainExecutor { PlatformExecutorFactory.mainExecutor }
  static let defaultExecutor: any TaskExecutor = Adopting()
}
actor A { func y() async { await Task.yield() } }
@main struct M { static func main() async {
  _ = Task.defaultExecutor
  _createExecutors(factory: Factory.self)
  let a = A()
  await Task { await a.y() }.value
  print(seen.load(ordering: .relaxed))
  try? await Task.sleep(for: .milliseconds(5))
  print(seen.load(ordering: .relaxed))
  await Task { try? await Task.sleep(for: .milliseconds(5)) }.value
  await Task { _ = try? await ContinuousClock().sleep(for: .milliseconds(5)) }.value
  await Task { try? await Task.sleep(nanoseconds: 50) }.value
  await Task { try? await SuspendingClock().sleep(for: .milliseconds(5)) }.value
  print(seen.load(ordering: .relaxed))
} }
