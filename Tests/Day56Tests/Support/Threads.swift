import Dispatch
import Synchronization

/// Runs `body` on several real threads at once, each with an executor of its own, and waits for all.
///
/// Code that holds a lock has no suspension points inside, so no schedule of tasks can get between two of its
/// steps: only threads can. What they find differs from run to run; what they must never find is in the caller's hands.
public func onThreads<Value: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) async -> Value
) async -> [Value] {
  let start = StartLine(runners: count)
  return await withTaskGroup { group in
    for index in 0..<count {
      let thread = ThreadExecutor(label: "Day56 thread \(index)")
      group.addTask(executorPreference: thread) {
        await start.ready()
        return await body(index)
      }
    }
    return await group.reduce(into: []) { $0.append($1) }
  }
}

/// A thread as an executor.
private final class ThreadExecutor: TaskExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Lets nobody go before all are there.
private final class StartLine: Sendable {
  private let runners: Int
  private let arrived = Atomic(0)

  init(runners: Int) { self.runners = runners }

  func ready() async {
    arrived.add(1, ordering: .sequentiallyConsistent)
    while arrived.load(ordering: .sequentiallyConsistent) < runners { await Task.yield() }
  }
}
