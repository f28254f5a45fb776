/// Tells a save from its beginning: files count as saved when two looks in a row show the same.
///
/// Two looks are also what makes sure that no save is lost. A file system's clock stands still for some
/// milliseconds, so a file that is written twice within them looks the same after either; but whoever
/// reads the file after the second look has both.
struct SaveDetector: Sendable {
  /// What the last report was about, or will be.
  private var known: Snapshot
  /// What the last look showed, if it was something else.
  private var candidate: Snapshot?
  private var looks = 0

  /// How often to look again at files that seem to be saved only half.
  private static let patience = 12

  init(_ known: Snapshot) { self.known = known }

  /// Whether another look should follow soon.
  var isExpecting: Bool { candidate != nil }

  /// Takes a look. Returns whether the files have been saved since the last time that they were.
  mutating func look(_ now: Snapshot) -> Bool {
    guard now != known else {
      candidate = nil
      return false
    }
    guard now == candidate else {
      if candidate == nil { looks = 0 }
      candidate = now
      return false
    }
    looks += 1
    if now.looksUnfinished(since: known), looks < Self.patience { return false }
    known = now
    candidate = nil
    return true
  }
}
