import Instruments
import Synchronization
import Vocabulary

/// A health monitor that goes by heartbeats alone: whoever is silent for three seconds has failed, and so has
/// whoever is at work for twenty seconds without a step.
final class Watchman: HealthMonitor {
  private struct Patient {
    var lastBeat: Timestamp
    var lastStep: Timestamp
    var beat: Heartbeat?
  }

  private let world: World
  private let queue: any MessageQueue
  private let patients: Mutex<[ConsumerID: Patient]> = Mutex([:])
  private let beats: Mutex<[ConsumerID: [Heartbeat]]> = Mutex([:])

  init(in world: World, queue: any MessageQueue) {
    self.world = world
    self.queue = queue
  }

  func watch(_ consumer: ConsumerID) async {
    await Task.yield()
    let now = world.clock.now
    patients.withLock { $0[consumer] = Patient(lastBeat: now, lastStep: now) }
  }

  func forget(_ consumer: ConsumerID) async {
    await Task.yield()
    patients.withLock { $0[consumer] = nil }
  }

  func heartbeat(_ beat: Heartbeat) async {
    let now = world.clock.now
    beats.withLock { $0[beat.consumer, default: []].append(beat) }
    patients.withLock { patients in
      let last = patients[beat.consumer]?.beat
      let isStep = beat.status != .processing || last?.progress != beat.progress
      patients[beat.consumer]?.lastBeat = now
      if isStep { patients[beat.consumer]?.lastStep = now }
      patients[beat.consumer]?.beat = beat
    }
  }

  func status(of consumer: ConsumerID) async -> ConsumerStatus? {
    patients.withLock { $0[consumer].map { $0.beat?.status ?? .idle } }
  }

  func check(_ pool: any ConsumerPool) async {
    let now = world.clock.now
    let failed = patients.withLock { patients in
      patients.filter {
        $0.value.lastBeat.duration(to: now) > .seconds(3)
          || $0.value.lastStep.duration(to: now) > .seconds(20)
      }.keys.sorted { $0.name < $1.name }
    }
    for consumer in failed {
      world.tell("watchman", "finds that \(consumer) has failed")
      patients.withLock { $0[consumer] = nil }
      await queue.revokeLeases(of: consumer)
      try? await pool.replace(consumer)
    }
  }

  func run(over pool: any ConsumerPool) async throws(CancellationError) {
    while true {
      do { try await world.clock.sleep(for: .seconds(1)) } catch { throw CancellationError() }
      await check(pool)
    }
  }

  /// Who is watched now.
  var watched: [ConsumerID] { patients.withLock { $0.keys.sorted { $0.name < $1.name } } }

  /// What a consumer has said of itself.
  func beats(of consumer: ConsumerID) -> [Heartbeat] { beats.withLock { $0[consumer] ?? [] } }
}
