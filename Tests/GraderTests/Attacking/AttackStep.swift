@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Something that an attack puts into the submissions. Names are relative to the learner's folder; the
/// empty one is that folder itself.
enum AttackStep: Sendable {
  /// Adds to the end of a file.
  case file(String, bytes: [UInt8], count: Int)
  case folder(String)
  case link(String, to: String)
  case pipe(String)
  /// So many files in one folder.
  case files(Int, in: String)
  /// Packs the learner's folder, with names changed as bsdtar's `-s` does, and takes the folder away.
  case archive(ending: String, rename: String?)
  /// Hands in a file of the folder as the archive, and takes the folder away.
  case take(String, ending: String)

  init?(_ json: JSON) {
    if let name = json["file"]?.text {
      let raw = json["bytes"]?.items?.compactMap { $0.wholeNumber.flatMap { UInt8(exactly: $0) } }
      guard let bytes = raw ?? json["text"]?.text.map({ Array($0.utf8) }) else { return nil }
      self = .file(name, bytes: bytes, count: json["count"]?.wholeNumber ?? 1)
    } else if let name = json["folder"]?.text {
      self = .folder(name)
    } else if let name = json["link"]?.text, let target = json["to"]?.text {
      self = .link(name, to: target)
    } else if let name = json["pipe"]?.text {
      self = .pipe(name)
    } else if let count = json["files"]?.wholeNumber, let folder = json["in"]?.text {
      self = .files(count, in: folder)
    } else if let ending = json["archive"]?.text {
      self = .archive(ending: ending, rename: json["rename"]?.text)
    } else if let name = json["take"]?.text, let ending = json["as"]?.text {
      self = .take(name, ending: ending)
    } else {
      return nil
    }
  }

  func perform(in place: String) async throws {
    switch self {
    case .file(let name, let bytes, let count):
      let path = try above(name, in: place)
      let before = Files.exists(path) ? try Files.read(path) : []
      try Files.write(before + Array(repeatElement(bytes, count: count).joined()), to: path)
    case .folder(let name): try Files.makeFolder(place.adding(name))
    case .link(let name, let target):
      let path = name.isEmpty ? place : try above(name, in: place)
      try check(symlink(target, path), path)
    case .pipe(let name):
      let path = try above(name, in: place)
      try check(mkfifo(path, 0o600), path)
    case .files(let count, let folder):
      try Files.makeFolder(place.adding(folder))
      for number in 0..<count {
        let file = open(place.adding(folder).adding("F\(number).swift"), O_CREAT | O_WRONLY, 0o600)
        try check(close(file), folder)
      }
    case .archive(let ending, let rename):
      var words = ["-cPf", place + "." + ending, "-C", place]
      if ending == "zip" { words += ["--format", "zip"] }
      if ending == "tar.gz" { words.append("-z") }
      if let rename { words += ["-s", rename] }
      let packing = Command(
        Toolchain.program("bsdtar") ?? "bsdtar", words + ["Exercises"],
        environment: Toolchain.childEnvironment)
      let remains = try await Subprocess.run(packing, patience: Patience(total: 120))
      guard remains.succeeded else { throw FileError(.write, place + "." + ending, code: EIO) }
      Files.remove(place)
    case .take(let name, let ending):
      try Files.move(place.adding(name), to: place + "." + ending)
      Files.remove(place)
    }
  }

  private func check(_ answer: Int32, _ path: String) throws {
    if answer != 0 { throw FileError(.write, path) }
  }

  private func above(_ name: String, in place: String) throws -> String {
    let path = place.adding(name)
    try Files.makeFolder(path.parentFolder)
    return path
  }
}
