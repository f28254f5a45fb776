#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Writes a file piece by piece, for what is too large to be held in memory as one text. Whoever reads it
/// sees the old content until `finish`, and the new one after it.
final class FileWriter {
  let path: String
  private let draft: String
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var isFinished = false
  private static let chunk = 1 << 16

  init(_ path: String) throws(FileError) {
    self.path = path
    draft = Files.draft(of: path)
    #if canImport(Darwin)
      descriptor = Darwin.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    #else
      descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    #endif
    guard descriptor >= 0 else { throw FileError(.write, path) }
  }

  func add(_ text: String) throws(FileError) {
    pending += Array(text.utf8)
    if pending.count >= Self.chunk { try flush() }
  }

  private func flush() throws(FileError) {
    guard Descriptor.write(descriptor, pending[...]) else { throw FileError(.write, path) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Puts the new file in the place of the old one.
  func finish() throws(FileError) {
    try flush()
    guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw FileError(.write, path) }
    isFinished = true
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(draft) }
  }
}
