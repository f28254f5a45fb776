import Foundation

/// How much memory a program has had at most while it runs. What a parent learns when its child has ended
/// also counts the child's own children, which here are compilers: so the child is asked while it lives.
enum PeakMemory {
  /// In bytes; nil where the system does not say, or if there is no such process.
  static func now(of process: pid_t) -> Int? {
    #if canImport(Darwin)
      var info = rusage_info_v4()
      let result = withUnsafeMutablePointer(to: &info) { pointer in
        pointer.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(process, RUSAGE_INFO_V4, $0)
        }
      }
      return result == 0 ? Int(info.ri_lifetime_max_phys_footprint) : nil
    #else
      guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      else { return nil }
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    #endif
  }
}
