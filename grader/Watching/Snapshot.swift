#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the file system tells of some files without anybody reading them.
struct Snapshot: Equatable, Sendable {
  /// By name; what is not there is left out.
  var stamps: [String: Stamp] = [:]

  /// What changes about a file when somebody writes it, replaces it by another, or moves it back.
  struct Stamp: Equatable, Sendable {
    var inode: UInt64 = 0
    var size: Int64 = 0
    /// When its content last changed, and when anything about it did.
    var written = Instant()
    var changed = Instant()
  }

  struct Instant: Equatable, Sendable {
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
  }

  /// Whether somebody who saves in two steps may be between them: a file that there was is gone, or
  /// has been emptied.
  func looksUnfinished(since earlier: Snapshot) -> Bool {
    earlier.stamps.contains { name, stamp in
      stamp.size > 0 && (stamps[name]?.size ?? 0) == 0
    }
  }
}

extension Snapshot.Stamp {
  /// Nil if there is nothing. Links are followed: what counts is what would be read.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let (written, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (written, changed) = (status.st_mtim, status.st_ctim)
    #endif
    self.init(
      inode: UInt64(status.st_ino), size: Int64(status.st_size),
      written: Snapshot.Instant(
        seconds: Int64(written.tv_sec), nanoseconds: Int64(written.tv_nsec)),
      changed: Snapshot.Instant(
        seconds: Int64(changed.tv_sec), nanoseconds: Int64(changed.tv_nsec)))
  }
}

extension Snapshot {
  /// The files that a lesson's verdict depends on and a learner edits, and the course's description.
  static func of(_ lesson: Lesson, in folder: CourseFolder) -> Snapshot {
    var snapshot = Snapshot()
    for part in [lesson] + lesson.builtOn {
      for file in (try? folder.sources(part.exercise)) ?? [] {
        snapshot.stamps[file] = Stamp(folder.path(file))
      }
    }
    snapshot.stamps[CourseFolder.description] = Stamp(folder.path(CourseFolder.description))
    return snapshot
  }
}
