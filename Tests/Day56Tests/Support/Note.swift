import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a passing test has to say: which, and how much of it, was looked at.
///
/// Notes go, one JSON object a line, to the file descriptor that the environment variable `DAY56_NOTES`
/// names, and nowhere if it names none.
public enum Note {
  /// Writes a note under the name of the test that is running.
  public static func leave(_ text: String, at place: SourceLocation = #_sourceLocation) {
    guard let descriptor, let test = Test.current?.name else { return }
    let file = place.fileID.split(separator: "/").last.map { String($0) } ?? place.fileID
    let bytes = Array(line(test: test, file: file, line: place.line, text: text).utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  static func line(test: String, file: String, line: Int, text: String) -> String {
    "{\"test\":\(quoted(test)),\"file\":\(quoted(file)),\"line\":\(line),"
      + "\"text\":\(quoted(text))}\n"
  }

  private static let descriptor: Int32? = Environment["DAY56_NOTES"].flatMap { Int32($0) }

  /// The text as JSON has it.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// The variables that this process was given.
enum Environment {
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
