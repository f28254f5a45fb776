extension Mark {
  /// What another grading of the same work says otherwise; nil if nothing that counts.
  func difference(from earlier: Mark) -> Words? {
    if verdict != earlier.verdict {
      return earlier.verdict.words + Words(same: " → ") + verdict.words
    }
    for test in tests {
      guard let before = earlier.tests.first(where: { $0.name == test.name }) else {
        return Words("new test “\(test.name)”", ja: "新しいテスト「\(test.name)」")
      }
      if test.outcome != before.outcome {
        return Words(same: "“\(test.name)”: ") + before.outcome.words + Words(same: " → ")
          + test.outcome.words
      }
      if test.worth != before.worth {
        return Words(
          "“\(test.name)”: worth \(before.worth) → \(test.worth)",
          ja: "「\(test.name)」: 配点 \(before.worth) → \(test.worth)")
      }
    }
    let gone = earlier.tests.first { before in !tests.contains { $0.name == before.name } }
    return gone.map { Words("test “\($0.name)” is gone", ja: "テスト「\($0.name)」がなくなった") }
  }
}
