import Instruments
import Synchronization
import Testing

@Suite struct ExploreTests {
  @Test func `a failure becomes one issue, where explore was called, with the same text each time`()
    async
  {
    let texts = Texts()
    for _ in 1...2 {
      await withKnownIssue {
        await explore(schedules: 50) { world in
          world.tell("anna", "comes")
          try world.expect(false, "Nobody comes.")
        }
      } matching: { issue in
        texts.note(issue)
        return issue.sourceLocation?.fileName == "ExploreTests.swift"
      }
    }
    let seen = texts.seen
    #expect(seen.count == 2)
    #expect(Set(seen).count == 1)
    #expect(seen.first?.hasPrefix("Nobody comes.\nseed ") == true)
    #expect(seen.first?.hasSuffix("\n  0 s  anna  comes") == true)
  }

  @Test func `where nothing fails no issue is recorded`() async {
    let runs = Mutex(0)
    await explore(schedules: 5) { _ in runs.withLock { $0 += 1 } }
    #expect(runs.withLock(\.self) > 0)
  }
}

/// What issues say, in their order.
private final class Texts: Sendable {
  private let texts = Mutex<[String]>([])

  var seen: [String] { texts.withLock(\.self) }

  func note(_ issue: Issue) {
    texts.withLock { $0.append(issue.comments.map(\.rawValue).joined(separator: "\n")) }
  }
}
