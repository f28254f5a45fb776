#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the file system refused, and why.
struct FileError: Explained, Equatable {
  enum Action: Equatable {
    case read, write, move, lock, list, makeFolder
  }

  let action: Action
  let path: String
  let reason: Words

  init(_ action: Action, _ path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    reason = Words(systemError: code)
  }

  var words: Words {
    Words(
      "Cannot \(action.words.english) \(path): \(reason.english).",
      ja: "\(path) \(action.words.japanese): \(reason.japanese)。")
  }
}

extension FileError.Action {
  /// In English what cannot be done, in Japanese that it cannot.
  fileprivate var words: Words {
    switch self {
    case .read: Words("read", ja: "を読めません")
    case .write: Words("write", ja: "に書き込めません")
    case .move: Words("move", ja: "を移せません")
    case .lock: Words("lock", ja: "をロックできません")
    case .list: Words("list the folder", ja: "の中を一覧できません")
    case .makeFolder: Words("make the folder", ja: "というフォルダーを作れません")
    }
  }
}

/// What stands at a path; links are not followed.
enum FileKind: Equatable {
  case missing, file(size: Int), folder, link, other

  var words: Words {
    switch self {
    case .missing: Words("nothing", ja: "何もない場所")
    case .file: Words("a file", ja: "ファイル")
    case .folder: Words("a folder", ja: "フォルダー")
    case .link: Words("a link", ja: "リンク")
    case .other: Words("a device or a pipe", ja: "デバイスかパイプ")
    }
  }
}

extension String {
  /// The path of something inside this folder.
  func adding(_ part: String) -> String { hasSuffix("/") ? self + part : self + "/" + part }

  /// What follows the last slash.
  var lastPart: String { String(split(separator: "/").last ?? "/") }

  /// What stands before the last slash.
  var parentFolder: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}

/// The few things the grader asks of the file system, each with an error that a person can act on.
enum Files {
  static func kind(of path: String) -> FileKind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(status.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  static func exists(_ path: String) -> Bool { kind(of: path) != .missing }

  /// Whether nobody may write to what stands there, by its permissions.
  static func isReadOnly(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o222 == 0
  }

  /// Reads a whole file.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.read, path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Descriptor.read(descriptor, &chunk)
      guard count >= 0 else { throw FileError(.read, path) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path.parentFolder != path else {
      throw FileError(.makeFolder, path)
    }
    try makeFolder(path.parentFolder)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw FileError(.makeFolder, path)
    }
  }

  /// Complains early about a file that could not be written late: there is no folder for it, or a folder
  /// has its name.
  static func checkFolder(of file: String) throws(FileError) {
    if kind(of: file) == .folder { throw FileError(.write, file, code: EISDIR) }
    if access(file.parentFolder, W_OK) != 0 { throw FileError(.write, file) }
  }

  /// Writes a file. Whoever reads it, whenever the machine stops, sees the old content or the new.
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let draft = draft(of: path)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, path) }
    var failure: Int32?
    if !Descriptor.write(descriptor, bytes[...]) { failure = errno }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == nil { failure = errno }
    if failure == nil, rename(draft, path) != 0 { failure = errno }
    if let failure {
      unlink(draft)
      throw FileError(.write, path, code: failure)
    }
  }

  static func move(_ path: String, to destination: String) throws(FileError) {
    guard rename(path, destination) == 0 else { throw FileError(.move, path) }
  }

  /// The names in a folder, in order.
  static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError(.list, folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The names, relative to the folder, of all that is no folder in it and below.
  static func tree(_ folder: String) throws(FileError) -> [String] {
    var found: [String] = []
    for name in try names(in: folder) {
      if kind(of: folder.adding(name)) == .folder {
        found += try tree(folder.adding(name)).map(name.adding)
      } else {
        found.append(name)
      }
    }
    return found
  }

  /// Removes a file, a link or a folder with all in it. What is not there is no error.
  static func remove(_ path: String) {
    if kind(of: path) == .folder {
      for name in (try? names(in: path)) ?? [] { remove(path.adding(name)) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  /// Removes a file, and the folders above it that are empty then.
  static func removeWithEmptyFolders(_ path: String) {
    unlink(path)
    var folder = path.parentFolder
    while rmdir(folder) == 0 { folder = folder.parentFolder }
  }

  /// The path with every link resolved; nil if there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}

/// Calls that a signal may interrupt, made again until they have an answer.
enum Descriptor {
  static func read(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        #if canImport(Darwin)
          Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #else
          Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Writes a whole text. Returns whether somebody could take all of it.
  @discardableResult
  static func write(_ descriptor: Int32, _ text: String) -> Bool {
    write(descriptor, Array(text.utf8)[...])
  }

  /// Writes all bytes. Returns whether they could be taken; if not, `errno` says why.
  static func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = writeSome(descriptor, rest)
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func writeSome(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
