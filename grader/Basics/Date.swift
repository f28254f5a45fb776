#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The time of day, in UTC.
enum Date {
  /// Such as `2026-11-21T10:27:51Z`.
  static func now() -> String { format("%Y-%m-%dT%H:%M:%SZ") }

  /// The same, fit for the name of a file.
  static func stamp() -> String { format("%Y%m%dT%H%M%SZ") }

  private static func format(_ pattern: String) -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress, 64, pattern, &parts) }
    }
  }
}
