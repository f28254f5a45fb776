#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Keeps the progress in `.day56/progress.json`. Whatever goes wrong here costs no verdict: it comes
/// back as a warning.
struct ProgressStore: Sendable {
  let folder: CourseFolder
  private var path: String { folder.path(CourseFolder.progress) }

  /// The progress so far. A damaged file is set aside, never dropped.
  func load(warning warn: (Words) -> Void) -> Progress {
    guard Files.exists(path) else { return Progress() }
    do {
      return try Progress.decode(try Files.read(path))
    } catch let damage as Progress.Damage {
      explain(damage, warn)
    } catch {
      warn(
        Words(error)
          + Words(" Your earlier progress is not shown.", ja: "これまでの進捗は表示しません。"))
    }
    return Progress()
  }

  private func explain(_ damage: Progress.Damage, _ warn: (Words) -> Void) {
    switch damage {
    case .newer(let version):
      warn(
        Words(
          "\(CourseFolder.progress) is of version \(version), from a later grader. "
            + "It is neither read nor changed.",
          ja: "\(CourseFolder.progress) はバージョン \(version) で、より新しい grader のものです。"
            + "読みも書きもしません。"))
    case .unreadable(let reason):
      let aside = ".day56/progress.damaged-\(Date.stamp()).json"
      do {
        try Files.move(path, to: folder.path(aside))
        warn(
          Words(
            "\(CourseFolder.progress) was damaged (\(reason.english)). It is kept as \(aside); "
              + "the lessons are graded afresh.",
            ja: "\(CourseFolder.progress) が壊れていました（\(reason.japanese)）。\(aside) として残し、"
              + "レッスンは採点し直します。"))
      } catch {
        warn(
          Words(
            "\(CourseFolder.progress) is damaged (\(reason.english)). ",
            ja: "\(CourseFolder.progress) が壊れています（\(reason.japanese)）。") + Words(error))
      }
    }
  }

  /// Adds new standings to what is on the disk by then; another grader may have written meanwhile.
  /// Says whether they were kept.
  @discardableResult
  func add(_ standings: [String: Standing], warning warn: (Words) -> Void) -> Bool {
    update(warning: warn) { progress in
      let changed = standings.filter { name, standing in
        progress.standings[name].map { standing.differs(from: $0) } ?? true
      }
      progress.standings.merge(standings) { _, new in new }
      return changed.sorted { $0.key < $1.key }.map { History.Event($0.value, of: $0.key) }
    }
  }

  /// Takes away what is known of a lesson whose files are others now.
  func forget(_ lesson: Lesson, warning warn: (Words) -> Void) {
    guard Files.exists(path) else { return }
    update(warning: warn) { progress in
      guard progress.standings.removeValue(forKey: lesson.name) != nil else { return [] }
      return [History.Event(date: Date.now(), lesson: lesson.name, kind: .replaced)]
    }
  }

  /// Changes what is on the disk, and enters into the history what `change` returns.
  @discardableResult
  private func update(
    warning warn: (Words) -> Void, _ change: (inout Progress) -> [History.Event]
  ) -> Bool {
    do {
      try Files.makeFolder(path.parentFolder)
      if Files.isReadOnly(path) { throw FileError(.write, path, code: EACCES) }
      let lock = try Lock(path.parentFolder.adding("lock"))
      return try withExtendedLifetime(lock) {
        var progress = Progress()
        if Files.exists(path) {
          do { progress = try Progress.decode(try Files.read(path)) } catch let damage
            as Progress.Damage
          {
            explain(damage, warn)
            if case .newer = damage { return false }
          }
        }
        let events = change(&progress)
        try Files.write(Array(progress.json.page.utf8), to: path)
        try HistoryStore(folder: folder).append(events)
        return true
      }
    } catch {
      warn(
        Words(error)
          + Words(
            "\n  The verdict counts, but it was not kept for the next time.",
            ja: "\n  今回の判定は有効ですが、次回のための記録はできませんでした。"))
      return false
    }
  }
}
