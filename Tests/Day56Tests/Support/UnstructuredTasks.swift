// The one file here that touches memory by hand. `Task { }` does not inherit the executor of the task
// that starts it; its jobs go to the runtime's global executor, and a simulation that did not see them
// would call a working program deadlocked. The runtime has a hook for such jobs, which is not public
// API and is therefore looked up by name. Where it is missing, only code that starts unstructured
// tasks is affected.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Brings jobs that would go to the global executor back to the simulation on whose thread they arise.
enum UnstructuredTasks {
  private typealias Enqueue = @convention(thin) (UnownedJob) -> Void
  private typealias Hook = @convention(thin) (UnownedJob, Enqueue) -> Void

  /// Where each thread finds its simulation. Not a dictionary behind a lock: every job of an
  /// unstructured task asks, and simulations side by side would wait for each other at every step.
  private static let slot = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Runs `body`, and while it runs gives `executor` every job that this thread sends to the global one.
  static func adopted<Value>(by executor: SeededExecutor, during body: () -> Value) -> Value {
    _ = (isHookInstalled, isDefaultExecutorReplaced, areErrorsThrownPlainly)
    pthread_setspecific(slot, Unmanaged.passUnretained(executor).toOpaque())
    defer { pthread_setspecific(slot, nil) }
    return withExtendedLifetime(executor) { body() }
  }

  /// Gives `job` to the simulation on this thread; false if there is none.
  static func adopt(_ job: UnownedJob) -> Bool {
    guard let simulation = pthread_getspecific(slot) else { return false }
    Unmanaged<SeededExecutor>.fromOpaque(simulation).takeUnretainedValue().adopt(job)
    return true
  }

  private static let isHookInstalled: Bool = {
    guard let hook = runtimeSymbol("swift_task_enqueueGlobal_hook") else { return false }
    hook.assumingMemoryBound(to: Optional<Hook>.self).pointee = { job, enqueueGlobally in
      if !adopt(job) { enqueueGlobally(job) }
    }
    return true
  }()

  /// Swift Testing has the runtime walk the stack at every `throw`. In a simulation, where each
  /// cancelled sleep throws, that is a fifth of the time, and nobody looks at what was found.
  private static let areErrorsThrownPlainly: Bool = {
    for name in ["_swift_willThrow", "_swift_willThrowTypedImpl"] {
      runtimeSymbol(name)?.assumingMemoryBound(to: UnsafeRawPointer?.self).pointee = nil
    }
    return true
  }()

  private static func runtimeSymbol(_ name: String) -> UnsafeMutableRawPointer? {
    #if canImport(Darwin)
      let everywhere = UnsafeMutableRawPointer(bitPattern: -2)
    #else
      let everywhere: UnsafeMutableRawPointer? = nil
    #endif
    return dlsym(everywhere, name)
  }
}
