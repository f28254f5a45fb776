#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Finds the children of a process, and theirs: some start a group of their own, as `swift test` does
/// with the tests, and do not end when the group of their parent does.
enum Descendants {
  /// All that live now. Who has lost its parent already is not found.
  static func of(_ ancestor: pid_t) -> [pid_t] {
    var found: [pid_t] = []
    var waiting = [ancestor]
    let parents = Self.parents()
    while let parent = waiting.popLast() {
      let children = parents.filter { $0.value == parent }.map(\.key)
      found += children
      waiting += children
    }
    return found
  }

  /// Every process with its parent. Without /proc there is none to tell.
  private static func parents() -> [pid_t: pid_t] {
    var parents: [pid_t: pid_t] = [:]
    for name in (try? Files.names(in: "/proc")) ?? [] {
      guard let process = pid_t(name), let bytes = try? Files.read("/proc/\(name)/stat") else {
        continue
      }
      // The program's name stands in parentheses, and may hold anything; the state and the parent
      // follow the last of them.
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.lastIndex(of: ")") else { continue }
      let fields = text[text.index(after: end)...].split(separator: " ")
      if fields.count > 1 { parents[process] = pid_t(fields[1]) }
    }
    return parents
  }
}
