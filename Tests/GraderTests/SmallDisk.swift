@testable import grader

#if canImport(Glibc)
  import Glibc

  /// A file system of its own that is soon full. Only root can mount one.
  final class SmallDisk {
    let path: String

    init?(_ scratch: Scratch, size: String, flags: UInt = 0) {
      path = scratch.path.adding("disk")
      mkdir(path, 0o755)
      guard mount("none", path, "tmpfs", flags, "size=\(size)") == 0 else { return nil }
    }

    /// A child that another test starts holds all that is open here until it has become its own program, and
    /// for so long the disk is busy.
    func makeReadOnly() -> Bool {
      for _ in 0..<1_000_000 {
        if mount("none", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 { return true }
        guard errno == EBUSY else { return false }
        sched_yield()
      }
      return false
    }

    func resize(_ size: String) -> Bool {
      mount("none", path, "tmpfs", UInt(MS_REMOUNT), "size=\(size)") == 0
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    static var isPossible: Bool {
      guard let scratch = try? Scratch() else { return false }
      return SmallDisk(scratch, size: "16k") != nil
    }
  }
#endif
