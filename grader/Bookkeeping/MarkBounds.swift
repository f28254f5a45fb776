extension JournalEntry {
  /// The same with no more findings than a person reads: a class's journal stays small enough to be read
  /// through in seconds.
  var bounded: JournalEntry {
    guard case .mark(let mark) = self else { return self }
    return .mark(mark.bounded)
  }
}

extension Mark {
  /// The most that is kept of one finding, and of all of them together, in bytes.
  private static let largestFinding = 4 << 10
  private static let mostOfAll = 12 << 10
  private static let mostFindings = 3
  /// The most that is kept of a reason or of last words.
  private static let largestReason = 8 << 10
  /// Of a finding for whose story there is no room.
  private static let onlyHead = 400

  var bounded: Mark {
    var mark = self
    mark.reason = reason?.map { $0.cut(toBytes: Self.largestReason) }
    var room = Self.mostOfAll
    mark.tests = tests.map { test in
      var test = test
      test.detail = test.detail?.map { $0.cut(toBytes: Self.largestFinding) }
      test.findings = test.findings.prefix(Self.mostFindings).map { finding in
        let most = room > 0 ? min(Self.largestFinding, max(room, Self.onlyHead)) : Self.onlyHead
        let kept = finding.cut(toBytes: most)
        room -= kept.text.utf8.count
        return kept
      }
      return test
    }
    return mark
  }
}

extension Finding {
  fileprivate func cut(toBytes most: Int) -> Finding {
    guard text.utf8.count > most else { return self }
    var kept = Finding(file: file, line: line, text: text.cut(toBytes: most))
    kept.arguments = arguments?.cut(toBytes: 400)
    return kept
  }
}

extension String {
  /// At most about so many bytes of it, whole lines if there are several; where something is left out, it
  /// says so.
  func cut(toBytes most: Int) -> String {
    guard utf8.count > most else { return self }
    var end = utf8.index(startIndex, offsetBy: most)
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil {
      end = utf8.index(before: end)
    }
    let kept = self[..<end]
    let whole = kept.lastIndex(of: "\n").map { kept[..<$0] } ?? kept
    return String(whole.isEmpty ? kept : whole) + "\n…"
  }
}
