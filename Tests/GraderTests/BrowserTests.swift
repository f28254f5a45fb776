import Testing

@testable import grader

/// What the browser is asked to find does not get past it.
@Suite(
  .enabled(if: Tools.browser, "there is no Chromium on the path"), .timeLimit(.minutes(5)),
  .serialized)
struct BrowserTests {
  private static let faults: [(String, Page)] = [
    ("console.error", page("", script: "console.error('console.error')")),
    ("thrown", page("", script: "throw new Error('thrown')")),
    ("asks for http://127.0.0.1:9/", page("<img src=\"http://127.0.0.1:9/x.png\" alt=\"\">")),
    ("px wide", page("<div style=\"width: 5000px\">wide</div>")),
    ("is not", page("<style>body { background: #777 }</style>")),
  ]

  private static func page(_ body: HTML, script: HTML = "") -> Page {
    Page(title: Words(same: "A fault"), language: .english, body: body, script: script)
  }

  @Test(arguments: faults.indices)
  func `a fault is found`(index: Int) async throws {
    let (part, page) = Self.faults[index]
    let faults = try await Browser.visits(to: page).flatMap(\.faults)
    #expect(faults.contains { $0.contains(part) }, "\(faults)")
  }
}
