import Foundation

@testable import grader

/// A browser that is spoken to through pipes: JSON with a zero byte after each message.
final class DevTools {
  private let process = Process()
  private let input = Foundation.Pipe()
  private let output = Foundation.Pipe()
  private var pending: [UInt8] = []
  /// All that the browser told by itself.
  private(set) var events: [JSON] = []
  private var looked = 0
  private var lastCall = 0

  /// - Parameter profile: a folder that the browser may fill.
  init(program: String, profile: String) throws {
    var options = [
      "--headless", "--remote-debugging-pipe", "--user-data-dir=\(profile)", "--no-first-run",
      "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
      "--disable-extensions",
    ]
    // Chromium refuses to sandbox what root runs. It shows only pages that the tests wrote.
    if geteuid() == 0 { options.append("--no-sandbox") }
    // The browser listens to descriptor 3 and answers on 4.
    let redirection = #"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", redirection, program] + options
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // Else nobody would notice that the browser has gone.
    try output.fileHandleForWriting.close()
    try input.fileHandleForReading.close()
  }

  /// Calls a method and waits for its answer.
  func call(_ method: String, _ parameters: JSON = [:], session: String? = nil) throws -> JSON {
    lastCall += 1
    var message: [JSON.Member] = [
      JSON.Member("id", .whole(lastCall)), JSON.Member("method", .string(method)),
      JSON.Member("params", parameters),
    ]
    if let session { message.append(JSON.Member("sessionId", .string(session))) }
    let bytes = Data(JSON.object(message).line.utf8) + [0]
    try input.fileHandleForWriting.write(contentsOf: bytes)
    while true {
      let answer = try receive()
      guard answer["id"]?.wholeNumber == lastCall else {
        events.append(answer)
        continue
      }
      if let error = answer["error"] { throw Browser.Failure.refused("\(method): \(error.line)") }
      return answer["result"] ?? .null
    }
  }

  /// The first event that nobody has asked for yet; waits for it if there is none.
  func next() throws -> JSON {
    while looked == events.count { events.append(try receive()) }
    looked += 1
    return events[looked - 1]
  }

  func close() {
    _ = try? call("Browser.close")
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func receive() throws -> JSON {
    while true {
      if let end = pending.firstIndex(of: 0) {
        let message = pending[..<end]
        pending = Array(pending[(end + 1)...])
        return try JSONParser.parse(message)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Browser.Failure.gone }
      pending += more
    }
  }
}
