import Instruments

/// One operation on a first-in-first-out queue, as somebody outside saw it.
struct Operation: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case put(Int)
    case take(Int)
    case miss
  }

  var kind: Kind
  var called: Int
  var returned: Int
}

extension [Operation] {
  var history: QueueHistory {
    reduce(into: QueueHistory()) { history, operation in
      let span = QueueHistory.Span(called: operation.called, returned: operation.returned)
      switch operation.kind {
      case .put(let value): history.put(value, span)
      case .take(let value): history.take(value, span)
      case .miss: history.take(nil, span)
      }
    }
  }

  /// Whether some order of effects, each within its operation's span, is that of a queue. It is
  /// found by trying them all, which is plainly right and takes n! steps.
  func isLinearizable(from queue: [Int] = []) -> Bool {
    guard let firstReturn = map(\.returned).min() else { return true }
    // What was called after another had returned cannot come before it.
    return indices.contains { index in
      guard self[index].called <= firstReturn, let after = self[index].effect(on: queue) else {
        return false
      }
      var rest = self
      rest.remove(at: index)
      return rest.isLinearizable(from: after)
    }
  }

  /// Operations that overlap as chance will have it, on a queue that works.
  static func linearizable(count: Int, using generator: inout SplitMix64) -> [Operation] {
    var (queue, lastValue, operations) = ([Int](), 0, [Operation]())
    for moment in 0..<count {
      let kind: Operation.Kind
      if Bool.random(using: &generator) {
        lastValue += 1
        queue.append(lastValue)
        kind = .put(lastValue)
      } else {
        kind = queue.isEmpty ? .miss : .take(queue.removeFirst())
      }
      // The effect is at 1000 · moment; no two ticks of all are the same.
      let reach = 1...(4 * 1_000)
      operations.append(
        Operation(
          kind: kind, called: 1_000 * moment - Int.random(in: reach, using: &generator),
          returned: 1_000 * moment + Int.random(in: reach, using: &generator)))
    }
    return operations.withDistinctTicks
  }

  /// A few operations with any spans whatever.
  static func arbitrary(_ kinds: [Operation.Kind], using generator: inout SplitMix64) -> [Operation]
  {
    kinds.map { kind in
      let ticks = [0, 0].map { _ in Int.random(in: 0...1_000, using: &generator) }.sorted()
      return Operation(kind: kind, called: ticks[0], returned: ticks[1])
    }.withDistinctTicks
  }

  /// The same order of calls and returns, numbered through. Of equal ticks, calls come first.
  private var withDistinctTicks: [Operation] {
    let calls = indices.map { (tick: self[$0].called, isReturn: 0, index: $0) }
    let returns = indices.map { (tick: self[$0].returned, isReturn: 1, index: $0) }
    return (calls + returns).sorted { $0 < $1 }.enumerated().reduce(into: self) {
      operations, moment in
      let (number, end) = moment
      if end.isReturn == 1 {
        operations[end.index].returned = number
      } else {
        operations[end.index].called = number
      }
    }
  }
}

extension Operation {
  /// The queue after this operation; nil if it would have answered otherwise.
  fileprivate func effect(on queue: [Int]) -> [Int]? {
    switch kind {
    case .put(let value): queue + [value]
    case .take(let value): queue.first == value ? Array(queue.dropFirst()) : nil
    case .miss: queue.isEmpty ? queue : nil
    }
  }
}
