#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Compares what two pieces of work cost, as a ratio, in one run.
///
/// The measure is the processor time of this thread: another program that takes the processor away
/// does not count. Still, a machine is noisy, so several rounds are made and the best of each counts.
/// Use it for laws about growth, where right and wrong are a factor of a hundred apart, never for speed.
public enum CostMeter {
  /// How many times as much processor time `work` takes as `baseline`. To be asked in a simulation, where
  /// all is done on one thread.
  public static func ratio(
    rounds: Int = 5, of work: () async -> Void, to baseline: () async -> Void
  ) async -> Double {
    var best = (work: Int64.max, baseline: Int64.max)
    for _ in 0..<rounds {
      let start = processorNanoseconds
      await baseline()
      let middle = processorNanoseconds
      await work()
      let end = processorNanoseconds
      best.baseline = min(best.baseline, middle - start)
      best.work = min(best.work, end - middle)
    }
    return Double(best.work) / Double(max(best.baseline, 1))
  }

  private static var processorNanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
