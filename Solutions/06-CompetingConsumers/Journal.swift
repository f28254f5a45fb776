import Synchronization
import Vocabulary

/// Where consumers write down what they have done.
final class Journal: Sendable {
  private let state = Mutex(SystemMetrics())

  var metrics: SystemMetrics { state.withLock(\.self) }

  func note(_ result: WorkResult, by consumer: ConsumerID) {
    state.withLock { metrics in
      switch result {
      case .done: metrics.processed[consumer, default: 0] += 1
      case .doneBefore: metrics.duplicates += 1
      case .failed, .notYet: metrics.failed += 1
      case .brokenOff: metrics.handedBack += 1
      case .leaseLost: metrics.late += 1
      }
    }
  }

  /// Averages over about the last ten.
  func noteWork(of time: Duration) {
    state.withLock { metrics in
      metrics.handlingTime = metrics.handlingTime.map { $0 * 0.9 + time * 0.1 } ?? time
    }
  }
}
