import Instruments
import Vocabulary

/// What was seen of one order, and the laws it is held against. Every function answers with the law that
/// was broken, if one was.
///
/// It does not accuse a processor for the order in which things happen at one instant.
struct OrderLife: Sendable {
  let id: MessageID
  let policy: ProcessingPolicy
  let called: Timestamp
  /// How many others were there when it came, and have come before it left.
  var others: Int
  private(set) var attempts = 0
  private(set) var isRunning = false
  private var began = Timestamp.start
  private var ended: Timestamp?
  private var cancelled: Timestamp?
  private var isDone = false
  private var lastThrown: (any Error)?
  /// Whether the last attempt ended with an error of its own, and whether that will not go away.
  private var (hasThrown, lastIsFinal) = (false, false)
  /// When it was first told to stop because time was up.
  private var timedOut: Timestamp?
  /// Whether the last attempt ended when its time was up, whatever it was told before.
  private var isOverlong = false
  private var hasReturned = false

  init(_ id: MessageID, _ policy: ProcessingPolicy, called: Timestamp, others: Int) {
    (self.id, self.policy, self.called, self.others) = (id, policy, called, others)
  }

  private var deadline: Timestamp { called.advanced(by: policy.totalTimeout) }
  private var end: Timestamp { min(began.advanced(by: policy.attemptTimeout), deadline) }
  private var rest: Duration { policy.backoff.longestRest(afterAttempt: attempts) }
  private var shortestRest: Duration { rest * (1 - policy.backoff.jitter) }

  mutating func callerCancelled(at now: Timestamp) { cancelled = cancelled ?? now }

  mutating func attemptBegins(at now: Timestamp) -> String? {
    defer { (attempts, isRunning, began) = (attempts + 1, true, now) }
    if hasReturned { return "Nothing goes on when process has returned, but \(id) is begun again." }
    if isDone { return "What is done is done: \(id) was packed, and is begun again." }
    if isRunning {
      return "An attempt is over before the next begins, but two are made at \(id) at once."
    }
    if attempts >= policy.maxAttempts {
      return "At most \(policy.maxAttempts) attempts: \(id) is begun once more."
    }
    if now >= deadline {
      return "No attempt begins at the deadline or later: that of \(id) was \(deadline.told)."
    }
    if let cancelled, now > cancelled {
      return "Who is cancelled begins nothing: \(id) was, at \(cancelled.told)."
    }
    if let ended, now < ended.advanced(by: shortestRest) {
      return "Between two attempts a message rests: after attempt \(attempts) \(id) has to rest "
        + "\(shortestRest.told), but is begun again after \(ended.duration(to: now).told)."
    }
    return nil
  }

  mutating func toldToStop(at now: Timestamp) -> String? {
    if now == end { timedOut = timedOut ?? now }
    guard now != end && cancelled == nil else { return nil }
    return
      "An attempt has \(policy.attemptTimeout.told) of its own, and ends at the deadline at the "
      + "latest: that at \(id) is over at \(end.told), but it is told to stop at "
      + "\(now.told)."
  }

  mutating func attemptEnds(with error: (any Error)?, isFinal: Bool, at now: Timestamp) -> String? {
    (isRunning, ended, isDone, lastIsFinal) = (false, now, error == nil, isFinal)
    hasThrown = error != nil && !(error is CancellationError)
    if hasThrown { lastThrown = error }
    isOverlong = now >= end
    return hasReturned
      ? "Nothing goes on when process has returned, but \(id) was still being packed." : nil
  }

  mutating func returned(_ error: ProcessingError?, at now: Timestamp) -> String? {
    hasReturned = true
    if isRunning {
      return
        "Work is waited for, also when it is broken off: \(id) is still being packed, but process "
        + "has returned."
    }
    guard let error else {
      if !isDone { return "\(id) is reported as done, but its work was \(history)." }
      return late(since: ended, at: now)
    }
    if isDone { return "What is done is done: \(id) was packed, but process says \(error.told)." }
    if error.attempts != attempts {
      return "An error tells how often the work was begun: \(id) was \(history), but process says "
        + "\(error.told)."
    }
    return wrongCause(of: error) ?? wrongReason(of: error, at: now)
  }

  private var history: String {
    attempts == 0 ? "never begun" : "begun in \(attemptsTold(attempts))"
  }

  private func wrongCause(of error: ProcessingError) -> String? {
    var wanted: [(any Error)?] = [lastThrown ?? (timedOut == nil ? nil : AttemptTimedOut())]
    let isBoth = timedOut == nil ? isOverlong : timedOut == cancelled
    // Cancelled, and its time was up as well: it may be told as the one or the other.
    if lastThrown == nil && cancelled != nil && isBoth { wanted += [nil, AttemptTimedOut()] }
    if wanted.contains(where: { causeTold($0) == causeTold(error.cause) }) { return nil }
    return "The real cause comes out: for \(id) it is \(causeTold(wanted[0])), but process says "
      + "\(error.told)."
  }

  private func wrongReason(of error: ProcessingError, at now: Timestamp) -> String? {
    if let cancelled, cancelled < now, error.reason != .cancelled {
      return "Who is cancelled is told so: \(id) was, at \(cancelled.told), but process says "
        + "\(error.told)."
    }
    switch error.reason {
    case .failed:
      if attempts > 0 && !hasThrown && now >= deadline {
        return "The deadline has broken off the last attempt at \(id): that is deadlinePassed, but "
          + "process says \(error.told)."
      }
      if attempts >= policy.maxAttempts || lastIsFinal { return late(since: ended, at: now) }
      return
        "\(id) may be tried in \(attemptsTold(policy.maxAttempts)), was \(history), and it makes sense to try "
        + "again; but process says \(error.told)."
    case .cancelled:
      guard let cancelled else {
        return "Nobody has cancelled \(id), but process says \(error.told)."
      }
      return late(since: max(cancelled, ended ?? cancelled), at: now)
    case .overloaded:
      if attempts > 0 { return "Only a newcomer is turned away, but \(id) was \(history)." }
      let room = policy.workers + policy.lineLimit
      if others < room {
        return
          "There is room for \(room), at work or in line, and besides \(id) there are only \(others); "
          + "but it is turned away."
      }
      return late(since: called, at: now)
    case .deadlinePassed:
      if now < deadline && !(attempts > 0 && now.advanced(by: rest) >= deadline) {
        return
          "The deadline of \(id) is \(deadline.told), and there is time for another attempt; but "
          + "process says \(error.told)."
      }
      if lastIsFinal || hasThrown && attempts >= policy.maxAttempts {
        return "What the work threw was the last word on \(id), whatever the time: that is failed, "
          + "but process says \(error.told)."
      }
      let isVain = ended.map { $0.advanced(by: shortestRest) >= deadline } ?? false
      return late(since: isVain ? ended : deadline, at: now)
    }
  }

  /// When everything was settled, process returns.
  private func late(since settled: Timestamp?, at now: Timestamp) -> String? {
    guard let settled, settled < now else { return nil }
    return
      "When all is settled, process returns: for \(id) it was at \(settled.told), but it returns at "
      + "\(now.told)."
  }
}

extension ProcessingError {
  /// The error as a sentence would tell it.
  var told: String { "\(reason) after \(attemptsTold(attempts)), cause \(causeTold(cause))" }
}

func causeTold(_ error: (any Error)?) -> String {
  guard let error else { return "nothing" }
  return (error as? ProcessingError).map { "(\($0.told))" } ?? "\(error)"
}

private func attemptsTold(_ count: Int) -> String {
  count == 1 ? "1 attempt" : "\(count) attempts"
}
