// `Task.yield()` asks for the current executor and, in a task that has none, gives its job to the
// runtime's default executor without passing the hook that `UnstructuredTasks` installs. This is the
// case on an actor that an unstructured task has called. The runtime lets the default executor be
// replaced, but not yet as public API: only compilers that are known to have it use it. Elsewhere
// only such a yield is affected.

#if os(Linux) && compiler(>=6.3) && compiler(<6.4)
  @_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency

  /// The platform's default executor, but for jobs that belong to a simulation.
  private final class DefaultExecutor: TaskExecutor, SchedulingExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      if !UnstructuredTasks.adopt(job) { PlatformExecutorFactory.defaultExecutor.enqueue(job) }
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
    ) {
      Self.scheduler?.enqueue(job, after: delay, tolerance: tolerance, clock: clock)
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
    ) {
      Self.scheduler?.enqueue(job, at: instant, tolerance: tolerance, clock: clock)
    }

    static let scheduler = PlatformExecutorFactory.defaultExecutor as? any SchedulingExecutor
  }

  private enum Executors: ExecutorFactory {
    static var mainExecutor: any MainExecutor { MainActor.executor }
    static let defaultExecutor: any TaskExecutor = DefaultExecutor()
  }

  extension UnstructuredTasks {
    /// Makes sure that a job which goes to the default executor is seen.
    static let isDefaultExecutorReplaced: Bool = {
      // To ask for the runtime's own executor makes sure that it is not made after ours. A thread that
      // asks meanwhile gets the old one or the new one: neither keeps anything in itself.
      guard DefaultExecutor.scheduler != nil, Task.defaultExecutor !== Executors.defaultExecutor
      else { return false }
      _createExecutors(factory: Executors.self)
      return true
    }()
  }
#else
  extension UnstructuredTasks {
    static let isDefaultExecutorReplaced = false
  }
#endif
