#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The date and the time of day.
enum Date {
  /// Such as `2026-11-21T10:27:51Z`, in UTC.
  static func now() -> String { format("%Y-%m-%dT%H:%M:%SZ", gmtime_r) }

  /// The same, fit for the name of a file.
  static func stamp() -> String { format("%Y%m%dT%H%M%SZ", gmtime_r) }

  /// Such as `11:27:51`, as the user's clock shows it.
  static func timeOfDay() -> String { format("%H:%M:%S", localtime_r) }

  private static func format(
    _ pattern: String,
    _ split: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
  ) -> String {
    var seconds = time(nil)
    var parts = tm()
    _ = split(&seconds, &parts)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress, 64, pattern, &parts) }
    }
  }
}
