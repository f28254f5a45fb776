#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Keeps the history in `.day56/history.jsonl`, one event a line.
struct HistoryStore: Sendable {
  let folder: CourseFolder
  /// A file that grows beyond this is thinned out.
  var largest = 512 * 1024

  static let file = ".day56/history.jsonl"
  private static let recent = 1000
  private var path: String { folder.path(Self.file) }

  /// All events that can be read. A line that was torn when the machine stopped is passed over.
  func load() throws(FileError) -> History {
    guard Files.exists(path) else { return History() }
    let lines = try Files.read(path).split(separator: UInt8(ascii: "\n"))
    return History(
      events: lines.compactMap { line in
        (try? JSONParser.parse(line)).flatMap(History.Event.init)
      })
  }

  /// Adds an event while no other grader writes.
  func record(_ event: History.Event) throws(FileError) {
    try Files.makeFolder(path.parentFolder)
    let lock = try Lock(path.parentFolder.adding("lock"))
    try append([event])
    withExtendedLifetime(lock) {}
  }

  /// Adds events for a caller who holds the lock of `.day56`. They are on the disk when this returns;
  /// if they cannot be, nothing of them is.
  func append(_ events: [History.Event]) throws(FileError) {
    guard !events.isEmpty else { return }
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, path) }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    var text = events.map { $0.json.line + "\n" }.joined()
    if size > 0, !endsWithNewline(descriptor, size) { text = "\n" + text }
    guard Descriptor.write(descriptor, text) else {
      let reason = errno
      ftruncate(descriptor, size)
      throw FileError(.write, path, code: reason)
    }
    guard fsync(descriptor) == 0 else { throw FileError(.write, path) }
    if Int(size) > largest { try thinOut() }
  }

  private func endsWithNewline(_ descriptor: Int32, _ size: off_t) -> Bool {
    var last: UInt8 = 0
    return pread(descriptor, &last, 1, size - 1) == 1 && last == UInt8(ascii: "\n")
  }

  private func thinOut() throws(FileError) {
    let text = try load().thinned(to: Self.recent).events.map { $0.json.line + "\n" }.joined()
    try Files.write(Array(text.utf8), to: path)
  }
}
