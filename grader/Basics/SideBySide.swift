/// Does the same with many things, a few at a time.
struct SideBySide {
  let jobs: Int

  /// - Parameter body: is told which of the jobs it is.
  func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item, Int) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (place: Int, job: Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: items.count)
      for (place, item) in items.enumerated() {
        var job = place
        if place >= jobs, let done = try await group.next() {
          results[done.place] = done.2
          job = done.job
        }
        group.addTask { [job] in (place, job, try await body(item, job)) }
      }
      for try await done in group { results[done.place] = done.2 }
      return results.compactMap(\.self)
    }
  }
}
