#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Asking a compiler what it is takes a tenth of a verdict; the answer is kept.
extension Toolchain {
  /// Names a compiler by its place, size and date; nil for the link of a version manager, behind
  /// which the compiler may change without any of these.
  static func identity(of compiler: String) -> String? {
    guard let resolved = Files.resolved(compiler) else { return nil }
    let frontend = resolved.parentFolder.adding("swift-frontend")
    var status = stat()
    guard Files.exists(resolved.parentFolder.parentFolder.adding("lib/swift")),
      stat(frontend, &status) == 0
    else { return nil }
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    return "\(frontend) \(status.st_size) \(changed.tv_sec) \(changed.tv_nsec)"
  }

  static func recall(_ identity: String, from file: String) -> Toolchain? {
    guard let bytes = try? Files.read(file), let json = try? JSONParser.parse(bytes[...]),
      json["identity"]?.text == identity, let root = json["root"]?.text,
      let version = json["version"]?.text, let target = json["target"]?.text
    else { return nil }
    return Toolchain(root: root, version: version, target: target)
  }

  /// If it cannot be kept, the compiler is asked again the next time.
  func remember(_ identity: String, in file: String) {
    let json: JSON = [
      "identity": .string(identity), "root": .string(root), "version": .string(version),
      "target": .string(target),
    ]
    guard (try? Files.makeFolder(file.parentFolder)) != nil else { return }
    try? Files.write(Array(json.line.utf8), to: file)
  }
}
