#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder that is held open, so that every step from it leads to what really lies in it: no link is
/// followed, and nobody can exchange a component of a path on the way.
struct HeldFolder: ~Copyable {
  private let descriptor: Int32

  /// Why something in it could not be taken.
  enum Failure: Error, Equatable {
    case isNot(FileKind)
    case tooLarge(Int)
    case changed
    case system(Int32)
    /// What unpacks archives says so.
    case archive(Words)
  }

  /// What a folder holds, as far as it was looked at.
  struct Listing: Equatable, Sendable {
    /// The bytes of each name, in order.
    var names: [[UInt8]] = []
    /// Whether these are all.
    var isComplete = true
  }

  private init(descriptor: Int32) throws(Failure) {
    guard descriptor >= 0 else { throw .system(errno) }
    self.descriptor = descriptor
  }

  /// Opens a folder that the instructor named: that may be a link.
  init(path: String) throws(Failure) {
    try self.init(descriptor: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  deinit { close(descriptor) }

  /// Opens a folder in this one.
  func folder(_ name: [UInt8]) throws(Failure) -> HeldFolder {
    let kind = kind(of: name)
    guard kind == .folder else { throw .isNot(kind) }
    return try HeldFolder(descriptor: opened(name, O_DIRECTORY))
  }

  func kind(of name: [UInt8]) -> FileKind {
    var status = stat()
    let code = fstatat(descriptor, Self.text(name), &status, AT_SYMLINK_NOFOLLOW)
    return code == 0 ? FileKind(status) : .missing
  }

  /// The names in it. A folder may hold a million: only so many are read.
  func names(atMost most: Int) throws(Failure) -> Listing {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw .system(errno) }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw .system(errno)
    }
    defer { closedir(stream) }
    // The copy shares its place with the descriptor, which may have been read before.
    rewinddir(stream)
    var listing = Listing()
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        Array(bytes.prefix { $0 != 0 })
      }
      guard name != [46], name != [46, 46] else { continue }
      guard listing.names.count < most else {
        listing.isComplete = false
        break
      }
      listing.names.append(name)
    }
    listing.names.sort { $0.lexicographicallyPrecedes($1) }
    return listing
  }

  /// Reads a plain file, once, if it is no larger than that and stays as it is meanwhile.
  func read(_ name: [UInt8], atMost most: Int) throws(Failure) -> [UInt8] {
    // Asked first, because opening a device may already do something.
    guard case .file = kind(of: name) else { throw .isNot(kind(of: name)) }
    let file = opened(name, O_NONBLOCK)
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    var before = stat()
    guard fstat(file, &before) == 0 else { throw .system(errno) }
    guard case .file(let size) = FileKind(before) else { throw .isNot(FileKind(before)) }
    guard size <= most else { throw .tooLarge(size) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Descriptor.read(file, &chunk)
      guard count >= 0 else { throw .system(errno) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= most else { throw .tooLarge(bytes.count) }
    }
    guard bytes.count == size else { throw .changed }
    return bytes
  }

  /// A descriptor of something in this folder that is no link; -1 if there is none.
  private func opened(_ name: [UInt8], _ flags: Int32) -> Int32 {
    openat(descriptor, Self.text(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags)
  }

  private static func text(_ name: [UInt8]) -> [CChar] {
    name.map(CChar.init(bitPattern:)) + [0]
  }
}

extension FileKind {
  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(size: Int(status.st_size))
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}
