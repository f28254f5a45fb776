import Foundation
import Testing

@testable import grader

/// Looks at a page of the grader in a real browser, without its windows.
enum Browser {
  /// A browser that is based on Chromium.
  static let program: String? = {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    let bundle = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return names.lazy.compactMap(Toolchain.program).first
      ?? (Files.exists(bundle) ? bundle : nil)
  }()

  /// The widths of a small telephone and of a large window.
  static let widths = [360, 1600]

  /// Expects that the page loads without an error or a request, and fits the window, in narrow and wide
  /// windows, light and dark; in each, `use` may try it out.
  static func check(
    _ page: Page, sourceLocation: SourceLocation = #_sourceLocation,
    use: @escaping @Sendable (Tab) throws -> Void = { _ in }
  ) async throws {
    for visit in try await visits(to: page, use: use) {
      #expect(
        visit.faults == [], "at \(visit.width) px, \(visit.scheme)", sourceLocation: sourceLocation)
    }
  }

  /// What is seen of the page, in windows of each width, light and dark.
  static func visits(
    to page: Page, use: @escaping @Sendable (Tab) throws -> Void = { _ in }
  ) async throws -> [Visit] {
    let scratch = try Scratch()
    try scratch.write(page.html, to: "page.html")
    let program = try #require(
      Browser.program, "no Chromium on the path; on Debian: apt-get install chromium")
    let url = URL(filePath: scratch.path.adding("page.html")).absoluteString
    // To wait for an answer must not block the tasks of other tests.
    let visits = await OwnThread.run {
      Result { () throws -> [Visit] in
        let tools = try DevTools(program: program, profile: scratch.path.adding("profile"))
        defer { tools.close() }
        return try widths.flatMap { width in
          try ["light", "dark"].map { scheme in
            let tab = try Tab(tools)
            var visit = try tab.visit(url, width: width, scheme: scheme)
            try use(tab)
            visit.faults += tab.errors + tab.requests.map { "asks for \($0)" }
            return visit
          }
        }
      }
    }
    return try visits.get()
  }

  /// What was seen in one window.
  struct Visit: Sendable {
    let width: Int
    let scheme: String
    fileprivate(set) var faults: [String]
  }

  enum Failure: Error {
    case gone
    case refused(String)
  }
}

extension Browser {
  /// A tab of the browser, for one thread.
  final class Tab {
    private let tools: DevTools
    private let session: String
    private var url = ""

    init(_ tools: DevTools) throws {
      self.tools = tools
      let target = try tools.call("Target.createTarget", ["url": "about:blank"])
      let answer = try tools.call(
        "Target.attachToTarget",
        ["targetId": .optional(target["targetId"]?.text), "flatten": true])
      session = answer["sessionId"]?.text ?? ""
      for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable") }
    }

    fileprivate func visit(_ url: String, width: Int, scheme: String) throws -> Visit {
      self.url = url
      try call(
        "Emulation.setDeviceMetricsOverride",
        ["width": .whole(width), "height": 800, "deviceScaleFactor": 1, "mobile": false])
      try call(
        "Emulation.setEmulatedMedia",
        ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
      try call("Page.navigate", ["url": .string(url)])
      while try tools.next()["method"]?.text != "Page.loadEventFired" {}
      let documentWidth = try evaluate("document.documentElement.scrollWidth").wholeNumber ?? .max
      let brightness = try evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
      ).number
      var faults: [String] = []
      if documentWidth > width { faults.append("is \(documentWidth) px wide") }
      if brightness.map({ ($0 > 384) == (scheme == "light") }) != true {
        faults.append("is not \(scheme)")
      }
      return Visit(width: width, scheme: scheme, faults: faults)
    }

    /// The value of an expression in the page.
    func evaluate(_ expression: String) throws -> JSON {
      let answer = try call(
        "Runtime.evaluate", ["expression": .string(expression), "returnByValue": true])
      if let details = answer["exceptionDetails"] { throw Failure.refused(details.line) }
      return answer["result"]?["value"] ?? .null
    }

    /// Presses a key such as `Tab` or `ArrowUp`.
    ///
    /// - Parameter text: what it types, such as a carriage return for `Enter`.
    func press(_ key: String, code: Int, text: String = "") throws {
      for type in ["keyDown", "keyUp"] {
        try call(
          "Input.dispatchKeyEvent",
          [
            "type": .string(type), "key": .string(key), "code": .string(key),
            "windowsVirtualKeyCode": .whole(code),
            "text": .string(type == "keyDown" ? text : ""),
          ])
      }
    }

    /// Types a text where the focus is.
    func type(_ text: String) throws { try call("Input.insertText", ["text": .string(text)]) }

    @discardableResult
    private func call(_ method: String, _ parameters: JSON = [:]) throws -> JSON {
      try tools.call(method, parameters, session: session)
    }

    private var told: [(method: String, parameters: JSON)] {
      tools.events.compactMap { event in
        guard event["sessionId"]?.text == session, let method = event["method"]?.text else {
          return nil
        }
        return (method, event["params"] ?? .null)
      }
    }

    /// What went wrong in the page.
    var errors: [String] {
      told.filter { method, parameters in
        switch method {
        case "Runtime.exceptionThrown": true
        case "Runtime.consoleAPICalled":
          ["error", "warning", "assert"].contains(parameters["type"]?.text)
        case "Log.entryAdded":
          ["error", "warning"].contains(parameters["entry"]?["level"]?.text)
        default: false
        }
      }.map(\.parameters.line)
    }

    /// The addresses that it asked for, other than its own. What a page carries in itself is no request.
    var requests: [String] {
      told.filter { $0.method == "Network.requestWillBeSent" }
        .compactMap { $0.parameters["request"]?["url"]?.text }
        .filter { $0 != url && !$0.hasPrefix("data:") }
    }
  }
}
