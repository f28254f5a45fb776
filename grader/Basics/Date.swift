#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The date and the time of day.
enum Date {
  /// Such as `2026-11-21T10:27:51Z`.
  static func now() -> String { text(time(nil)) }

  /// The same, fit for the name of a file.
  static func stamp() -> String { format("%Y%m%dT%H%M%SZ") }

  /// The seconds since 1970 of a time such as `2026-11-21T10:27:51Z`; nil if it is none.
  static func seconds(of text: String) -> Int? {
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int32($0) }
    guard text.utf8.count == 20, text.hasSuffix("Z"), numbers.count == 6 else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
    return Int(timegm(&parts))
  }

  /// The day where the learner is, such as `2026-11-21`.
  static func localDay(_ seconds: Int) -> String { local("%Y-%m-%d", seconds) }

  /// Such as `11:27:51`, where the learner is: what it is now.
  static func timeOfDay() -> String { local("%H:%M:%S", time(nil)) }

  /// Such as `2026-11-21 10:27`, where the learner is.
  static func localMinute(_ seconds: Int) -> String { local("%Y-%m-%d %H:%M", seconds) }

  private static func local(_ pattern: String, _ seconds: Int) -> String {
    var seconds = time_t(seconds)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return format(pattern, &parts)
  }

  /// Such as `2026-11-21T10:27:51Z`, of that many seconds since 1970.
  static func text(_ seconds: Int) -> String { format("%Y-%m-%dT%H:%M:%SZ", time_t(seconds)) }

  private static func format(_ pattern: String, _ seconds: time_t = time(nil)) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return format(pattern, &parts)
  }

  private static func format(_ pattern: String, _ parts: inout tm) -> String {
    String(unsafeUninitializedCapacity: 64) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress, 64, pattern, &parts) }
    }
  }
}
