#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Files {
  /// Where a new content is written before it takes the place of the old.
  static func draft(of path: String) -> String { path + ".new-\(getpid())" }

  /// Removes the drafts of a file that graders left which were killed.
  static func removeDrafts(of path: String) {
    let (folder, prefix) = (path.parentFolder, path.lastPart + ".new-")
    for name in (try? names(in: folder)) ?? [] where name.hasPrefix(prefix) {
      remove(folder.adding(name))
    }
  }

  /// Copies a file of any size, or a link as a link, and sees to it that it is on the disk.
  static func copy(_ path: String, to destination: String) throws(FileError) {
    if kind(of: path) == .link { return try copyLink(path, to: destination) }
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw FileError(.read, path) }
    defer { close(source) }
    let target = open(destination, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard target >= 0 else { throw FileError(.write, destination) }
    defer { close(target) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Descriptor.read(source, &chunk)
      guard count >= 0 else { throw FileError(.read, path) }
      guard count > 0 else { break }
      guard Descriptor.write(target, chunk[..<count]) else { throw FileError(.write, destination) }
    }
    guard fsync(target) == 0 else { throw FileError(.write, destination) }
  }

  private static func copyLink(_ path: String, to destination: String) throws(FileError) {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(path, &buffer, Int(PATH_MAX)) >= 0 else { throw FileError(.read, path) }
    guard symlink(buffer, destination) == 0 else { throw FileError(.write, destination) }
  }

  /// Sees to it that what was made, moved or removed in a folder is on the disk.
  static func flushFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
