/// Grades all canaries, between some marks and the next.
struct CanaryRound {
  let marker: Marker
  let canaries: [Canary]
  let journal: Journal
  let store: SourceStore
  let jobs: Int

  /// Writes down whether they held; if not, no mark since the last round is trusted.
  func fly() async throws {
    let outcome = try await outcome()
    try journal.append([outcome.entry])
    if let error = outcome.error { throw error }
  }

  /// What the journal is to say of them, and the error if one came out wrong.
  func outcome() async throws -> (entry: JournalEntry, error: CanaryError?) {
    let lessons = marker.lessons.map(\.name)
    let complaints = try await SideBySide(jobs: jobs).map(canaries) { canary, job in
      try await complaint(of: canary, job)
    }
    for (canary, complaint) in zip(canaries, complaints) {
      guard let complaint else { continue }
      let entry = JournalEntry.canary(
        held: false, name: canary.name, lessons: lessons, says: complaint)
      return (entry, CanaryError(complaint: complaint))
    }
    let names = canaries.map(\.name).joined(separator: ", ")
    return (.canary(held: true, name: names, lessons: lessons, says: Words(same: "")), nil)
  }

  private func complaint(of canary: Canary, _ job: Int) async throws -> Words? {
    let digest = canary.collected.digest
    let place = try store.keep(canary.collected, digest: digest)
    let marks = try await marker.marks(
      canary.collected, digest: digest, in: place, lessons: marker.lessons, job: job)
    return canary.complaint(about: marks)
  }
}

/// A canary came out wrong.
struct CanaryError: Explained, Equatable {
  let complaint: Words

  var words: Words {
    Words(
      "Stopped: \(complaint.english). What was graded since the last canary that held does not count.\n"
        + "  Something is wrong with the grader, the sandbox or this machine. See: grader doctor, "
        + "grader verify; then start the same command again.",
      ja: "中止しました: \(complaint.japanese)。最後に無事だったカナリアより後の採点は数えません。\n"
        + "  grader、サンドボックス、このマシンのどれかに問題があります。grader doctor と grader verify で"
        + "確かめてから、同じコマンドをもう一度実行してください。")
  }
}
