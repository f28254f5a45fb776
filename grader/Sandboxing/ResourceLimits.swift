/// How much one confined program may use. What goes beyond is refused by the kernel.
struct ResourceLimits: Equatable, Sendable {
  /// Seconds of processor time.
  var processorSeconds: Int
  /// Bytes of address space.
  var memory: Int
  /// Processes and threads.
  var processes: Int
  var openFiles: Int
  /// Bytes of one file.
  var fileSize: Int
  /// Bytes of all files that it makes, together.
  var scratch: Int

  /// For a compiler that reads hostile text.
  static let compiling = ResourceLimits(
    processorSeconds: 20, memory: 4 << 30, processes: 64, openFiles: 256, fileSize: 64 << 20,
    scratch: 128 << 20)

  /// For a program that opens a hostile archive.
  static let unpacking = ResourceLimits(
    processorSeconds: 20, memory: 1 << 30, processes: 8, openFiles: 64, fileSize: 1 << 20,
    scratch: 1 << 20)

  /// For a suite with a learner's code in it.
  static func running(_ lesson: Lesson) -> ResourceLimits {
    ResourceLimits(
      processorSeconds: Int(lesson.limits.total.rounded(.up)) + 5, memory: 2 << 30, processes: 128,
      openFiles: 64, fileSize: 1 << 20, scratch: 8 << 20)
  }

  /// Stands in every record, so that a later change of the limits shows.
  var text: String {
    "cpu \(processorSeconds) s, memory \(memory >> 20) MiB, processes \(processes), "
      + "files \(openFiles), file size \(fileSize >> 20) MiB, scratch \(scratch >> 20) MiB"
  }

  /// The options of `prlimit` (util-linux).
  var options: [String] {
    [
      "--cpu=\(processorSeconds)", "--as=\(memory)", "--nproc=\(processes)",
      "--nofile=\(openFiles)", "--fsize=\(fileSize)", "--core=0",
    ]
  }
}
