import Instruments

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A generator that lets other threads go first, time and again.
///
/// Code that draws from it while it holds a lock is interrupted there: the others queue up for the lock,
/// and so come between two critical sections that should have been one.
struct InterruptingGenerator: RandomNumberGenerator, Sendable {
  private var generator = SplitMix64(seed: 1)
  private var draws = 0

  mutating func next() -> UInt64 {
    draws += 1
    if draws.isMultiple(of: 4) { sched_yield() }
    return generator.next()
  }
}
