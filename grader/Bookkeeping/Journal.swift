import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The journal of a gradebook: `journal.jsonl`, to which lines are only ever added. It is the truth; all
/// else in the gradebook's folder can be made from it again.
///
/// Whoever has it open holds the gradebook's lock, so that no two graders write to one gradebook. What
/// `append` has taken is on the disk when it returns, and counts from then on, whatever ends the grader.
final class Journal: Sendable {
  static let file = "journal.jsonl"
  static let lock = "lock"
  /// What else a gradebook's folder may hold.
  private static let others = Set(
    [lock, "sources", Gradebook.jsonFile, Gradebook.pageFile]
      + ExportFormat.allCases.filter(\.isPerLearner).map(\.rawValue))

  let path: String
  var folder: String { path.parentFolder }
  /// What had to be mended when it was opened.
  let remark: Words?
  private let held: Lock
  private let descriptor: Int32
  private let state: Mutex<State>

  private struct State {
    var index: JournalIndex
    var end: JournalScan.End
  }

  /// Opens the journal in a folder, or begins it there. A line that was torn when the machine stopped is
  /// cut off; other damage is an error, and changes nothing.
  static func open(_ folder: String, for course: Course) throws -> Journal {
    try Files.makeFolder(folder)
    let isNew = !Files.exists(folder.adding(file))
    if isNew { try checkIsOurs(folder) }
    guard let lock = try Lock(ifFree: folder.adding(lock)) else {
      throw JournalError.inUse(folder)
    }
    return try Journal(folder, for: course, lock)
  }

  private init(_ folder: String, for course: Course, _ lock: Lock) throws {
    path = folder.adding(Self.file)
    held = lock
    descriptor = Self.openFile(path)
    guard descriptor >= 0 else { throw FileError(.write, path) }
    var index = JournalIndex()
    var end: JournalScan.End
    do {
      end = try index.read(descriptor, JournalScan(path: path))
      guard index.isOf(course) else {
        throw JournalError.otherCourse(folder, title: index.title ?? "")
      }
      remark = try Self.mend(descriptor, path, &end)
    } catch {
      // The object is not whole yet, so nobody else closes the file.
      close(descriptor)
      throw error
    }
    state = Mutex(State(index: index, end: end))
    if end.lines == 0 {
      let title = course.title.english
      try append([.opened(version: JournalEntry.version, title: title, date: Date.now())])
      try Self.syncFolder(folder)
    }
  }

  deinit { close(descriptor) }

  /// The latest mark that is trusted, of a learner's lesson.
  func known(_ learner: String, _ lesson: String) -> JournalIndex.Known? {
    state.withLock { $0.index.known(JournalIndex.Key(learner: learner, lesson: lesson)) }
  }

  /// The same, unless a later mark is not trusted: then it is to be graded again.
  func standingMark(_ learner: String, _ lesson: String) -> JournalIndex.Known? {
    state.withLock { $0.index.standingMark(JournalIndex.Key(learner: learner, lesson: lesson)) }
  }

  /// All whose marks are trusted.
  var keys: Set<JournalIndex.Key> { state.withLock { $0.index.keys } }

  /// Whether marks of these lessons wait for a canary: also those of a grading that was stopped before
  /// its canaries came.
  func awaitsCanary(_ lessons: [String]) -> Bool {
    state.withLock { $0.index.hasPending(lessons) }
  }

  /// What a learner handed in last; nil if nothing.
  func handIn(_ learner: String) throws -> HandIn? {
    guard let place = state.withLock({ $0.index.handIns[learner] }),
      case .handIn(let handIn)? = try entry(at: place)
    else { return nil }
    return handIn
  }

  /// The class list; nil if there is none.
  func roster() throws -> [Learner]? {
    guard let place = state.withLock({ $0.index.roster }),
      case .roster(let learners)? = try entry(at: place)
    else { return nil }
    return learners
  }

  /// The latest mark that is trusted, in full.
  func mark(_ key: JournalIndex.Key) throws -> Mark? {
    guard let known = known(key.learner, key.lesson),
      case .mark(let mark)? = try entry(at: known.place)
    else { return nil }
    return mark
  }

  private func entry(at place: JournalScan.Place) throws -> JournalEntry? {
    try JournalScan(path: path).entry(descriptor, at: place)
  }

  /// Adds lines, in one write. They are on the disk when this returns; if they cannot be, nothing of them
  /// is, and it may be tried again.
  func append(_ entries: [JournalEntry]) throws {
    guard !entries.isEmpty else { return }
    try state.withLock { state in
      var (index, end) = (state.index, state.end)
      var bytes: [UInt8] = []
      for entry in entries {
        let json = entry.bounded.json
        let (line, check) = JournalLine.seal(json, after: end.check)
        _ = index.take(json, at: JournalScan.Place(offset: end.offset, length: line.count))
        bytes += line
        bytes.append(10)
        end.check = check
        end.offset += line.count + 1
        end.lines += 1
      }
      try write(bytes, at: state.end.offset)
      state = State(index: index, end: end)
    }
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(.write, path) }
    guard Int(status.st_size) == offset, status.st_nlink > 0 else {
      throw JournalError.changed(path)
    }
    guard Descriptor.write(descriptor, bytes[...]), fsync(descriptor) == 0 else {
      let reason = errno
      // What could not be taken back is cut off by the next start: it has no end of line, or its check
      // is followed by nothing.
      ftruncate(descriptor, off_t(offset))
      throw FileError(.write, path, code: reason)
    }
  }
}

extension Journal {
  private static func openFile(_ path: String) -> Int32 {
    #if canImport(Darwin)
      Darwin.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644)
    #else
      Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644)
    #endif
  }

  /// Cuts off what was torn, or ends the last line.
  private static func mend(
    _ descriptor: Int32, _ path: String, _ end: inout JournalScan.End
  ) throws -> Words? {
    if end.lacksNewline {
      guard Descriptor.write(descriptor, [10]), fsync(descriptor) == 0 else {
        throw FileError(.write, path)
      }
      end.lacksNewline = false
      end.offset += 1
      return nil
    }
    guard end.torn > 0 else { return nil }
    guard ftruncate(descriptor, off_t(end.offset)) == 0, fsync(descriptor) == 0 else {
      throw FileError(.write, path)
    }
    end.torn = 0
    return Words(
      "The last grading was cut short in the middle of a line of \(path). That line was taken off; what "
        + "it was about is graded again.",
      ja: "前回の採点は \(path) の行の途中で断たれていました。その行は取り除き、その分は採点し直します。")
  }

  /// A folder with other things in it may be somebody's work.
  private static func checkIsOurs(_ folder: String) throws {
    let foreign = try Files.names(in: folder).filter {
      !others.contains($0) && !$0.hasPrefix(".")
    }
    guard foreign.isEmpty else { throw JournalError.notEmpty(folder) }
  }

  /// The name of a new file is on the disk only when its folder is.
  private static func syncFolder(_ folder: String) throws(FileError) {
    for path in [folder, folder.parentFolder] {
      #if canImport(Darwin)
        let descriptor = Darwin.open(path, O_RDONLY | O_CLOEXEC)
      #else
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
      #endif
      guard descriptor >= 0 else { continue }
      let answer = fsync(descriptor)
      let reason = errno
      close(descriptor)
      // Not every file system can do it for a folder.
      guard answer == 0 || reason == EINVAL else { throw FileError(.write, path, code: reason) }
    }
  }
}
