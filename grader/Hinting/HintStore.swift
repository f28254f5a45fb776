#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Keeps in `.day56/hints.json` which hints were seen. Whatever goes wrong here costs no hint: it
/// comes back as a warning.
struct HintStore: Sendable {
  let folder: CourseFolder
  private static let name = ".day56/hints.json"
  private var path: String { folder.path(Self.name) }

  /// What was seen so far. A damaged file is set aside, never dropped.
  func load(warning warn: (Words) -> Void) -> HintMemory {
    (try? read(warning: warn)) ?? HintMemory()
  }

  /// Changes what is on the disk by then; another grader may have written meanwhile.
  ///
  /// - Returns: what `change` gave.
  func update<Answer>(
    warning warn: (Words) -> Void, _ change: (inout HintMemory) -> Answer
  ) -> Answer {
    do {
      try Files.makeFolder(path.parentFolder)
      let lock = try Lock(path.parentFolder.adding("lock"))
      defer { withExtendedLifetime(lock) {} }
      var memory = try read(warning: warn)
      let answer = change(&memory)
      write(memory, warning: warn)
      return answer
    } catch is Untouchable {
      // It was told why.
    } catch {
      warn(Words(error) + Self.unkept)
    }
    var memory = (try? HintMemory.decode(try Files.read(path))) ?? HintMemory()
    return change(&memory)
  }

  private func write(_ memory: HintMemory, warning warn: (Words) -> Void) {
    do {
      if Files.isReadOnly(path) { throw FileError(refusing: path) }
      try Files.write(Array(memory.json.page.utf8), to: path)
    } catch {
      warn(Words(error) + Self.unkept)
    }
  }

  /// What is there cannot be read, and must not be written over.
  private struct Untouchable: Error {}

  private func read(warning warn: (Words) -> Void) throws(Untouchable) -> HintMemory {
    guard Files.exists(path) else { return HintMemory() }
    do {
      return try HintMemory.decode(try Files.read(path))
    } catch HintMemory.Damage.newer(let version) {
      warn(
        Words(
          "\(Self.name) is of version \(version), from a later grader. It is neither read nor changed.",
          ja: "\(Self.name) は版 \(version) で、もっと新しい grader のものです。読みも書きもしません。"))
    } catch HintMemory.Damage.unreadable(let line) {
      if setAside(line, warn) { return HintMemory() }
    } catch {
      warn(Words(error) + Self.unread)
    }
    throw Untouchable()
  }

  /// Says whether the place is free now.
  private func setAside(_ line: Int?, _ warn: (Words) -> Void) -> Bool {
    let aside = ".day56/hints.damaged-\(Date.stamp()).json"
    let place = Words(same: Self.name + (line.map { ":\($0)" } ?? ""))
    do {
      try Files.move(path, to: folder.path(aside))
      warn(
        place
          + Words(
            " was damaged. It is kept as \(aside); hints start again from the first.",
            ja: " が壊れていました。\(aside) に残してあります。ヒントは最初から始まります。"))
      return true
    } catch {
      warn(
        place + Words(" is damaged. ", ja: " が壊れています。") + Words(error))
      return false
    }
  }

  private static let unkept = Words(
    "\n  This hint counts as not seen: it will come again.",
    ja: "\n  このヒントは見たことになりません。次も同じものが出ます。")
  private static let unread = Words(
    "\n  Hints start again from the first.", ja: "\n  ヒントは最初から始まります。")
}

extension FileError {
  fileprivate init(refusing path: String) { self.init(.write, path, code: EACCES) }
}
