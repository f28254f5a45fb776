import Synchronization

/// Who did what to a first-in-first-out queue, as several threads saw it: when each operation was
/// called, when it returned, and with what.
///
/// The values that are put in must differ from each other.
///
/// Source: Henzinger, Sezgin, Vafeiadis: Aspect-Oriented Linearizability Proofs (CONCUR 2013).
public struct QueueHistory: Sendable {
  /// A stretch of time, on a counter that all threads share.
  public struct Span: Sendable {
    public let called: Int
    public let returned: Int

    /// From `called` to `returned`, which is later.
    public init(called: Int, returned: Int) {
      self.called = called
      self.returned = returned
    }

    func isBefore(_ other: Span) -> Bool { returned < other.called }
  }

  private var puts: [Int: Span] = [:]
  private var takes: [(value: Int, span: Span)] = []
  private var misses: [Span] = []

  /// A history in which nothing has happened yet.
  public init() {}

  /// A value was put in.
  public mutating func put(_ value: Int, _ span: Span) { puts[value] = span }

  /// A value was taken out or, if it is nil, the queue was said to be empty.
  public mutating func take(_ value: Int?, _ span: Span) {
    if let value { takes.append((value, span)) } else { misses.append(span) }
  }

  /// Adds what another thread saw.
  public mutating func merge(_ other: QueueHistory) {
    puts.merge(other.puts) { mine, _ in mine }
    takes += other.takes
    misses += other.misses
  }

  /// Why no single order of these operations explains what was seen; nil if one does.
  ///
  /// Cost: O(n²) in the number of operations, in the worst case.
  public var violation: String? {
    var taken: [Int: Span] = [:]
    for (value, span) in takes {
      guard let put = puts[value], !span.isBefore(put) else {
        return "\(value) came out before it went in."
      }
      if taken.updateValue(span, forKey: value) != nil { return "\(value) came out twice." }
    }
    return overtaking(taken) ?? falseMiss(taken)
  }

  /// A value that went in before another must not come out after it.
  private func overtaking(_ taken: [Int: Span]) -> String? {
    // In the order in which the puts returned, remember the take that was called last: whatever is put in
    // later must not be out before that take was called.
    let byReturn = puts.sorted { $0.value.returned < $1.value.returned }
    let byCall = puts.sorted { $0.value.called < $1.value.called }
    var earlier = byReturn.makeIterator()
    var next = earlier.next()
    var latest: (value: Int, called: Int)?
    for (value, put) in byCall {
      while let (first, span) = next, span.returned < put.called {
        let called = taken[first]?.called ?? .max
        if called > latest?.called ?? .min { latest = (first, called) }
        next = earlier.next()
      }
      if let latest, let span = taken[value], span.returned < latest.called {
        return latest.called == .max
          ? "\(latest.value) went in before \(value), which is out, and never came out."
          : "\(value) overtook \(latest.value), which went in before it."
      }
    }
    return nil
  }

  /// A queue must not be called empty if, at every moment of the call, something was surely in it.
  private func falseMiss(_ taken: [Int: Span]) -> String? {
    let sure = puts.map { value, put in (from: put.returned, to: taken[value]?.called ?? .max) }
      .filter { $0.from < $0.to }.sorted { $0.from < $1.from }
    for miss in misses {
      var covered = miss.called
      for stretch in sure where stretch.from < covered { covered = max(covered, stretch.to) }
      if covered > miss.returned { return "The queue was called empty while a message was in it." }
    }
    return nil
  }
}

/// Numbers moments for threads that share it.
public final class TickCounter: Sendable {
  private let ticks = Atomic(0)

  /// A counter at zero.
  public init() {}

  /// A number above every number that was handed out before.
  public func next() -> Int { ticks.add(1, ordering: .sequentiallyConsistent).newValue }
}
