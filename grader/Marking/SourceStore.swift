import Synchronization

/// What was let in of everybody's work: `sources/DIGEST/Exercises/…`, so that any mark can be passed again,
/// whatever became of the submissions.
struct SourceStore: Sendable {
  /// The gradebook's folder.
  let gradebook: String

  static let folder = "sources"
  private static let drafts = Atomic(0)
  private static let unfinished = ".unfinished"
  /// Why lessons were not let in.
  private static let refusals = "refusals.json"

  func place(of digest: String) -> String { gradebook.adding(Self.folder).adding(digest) }

  func holds(_ digest: String) -> Bool { Files.exists(place(of: digest)) }

  /// Keeps what was collected, and returns where. What somebody changed there since is made good.
  func keep(_ collected: Collected, digest: String) throws(FileError) -> String {
    let place = place(of: digest)
    if Files.exists(place) {
      if (try? read(place, of: collected.learner))?.digest == digest { return place }
      Files.remove(place)
    }
    // Two learners may hand in the same, at the same time.
    let draft = "\(place).\(Self.drafts.add(1, ordering: .relaxed).newValue)\(Self.unfinished)"
    Files.remove(draft)
    try Files.makeFolder(draft)
    for file in collected.files {
      try Files.makeFolder(draft.adding(file.name).parentFolder)
      try Files.write(file.bytes, to: draft.adding(file.name))
    }
    if !collected.problems.isEmpty {
      let json = JSON.object(
        collected.problems.sorted { $0.key < $1.key }.map {
          JSON.Member($0.key, JSONReport.words($0.value.words))
        })
      try Files.write(Array(json.page.utf8), to: draft.adding(Self.refusals))
    }
    do { try Files.move(draft, to: place) } catch {
      Files.remove(draft)
      if !Files.exists(place) { throw error }
    }
    return place
  }

  /// Removes what graders left half-written when they were killed. Only for who holds the gradebook's lock.
  func clearDrafts() throws(FileError) {
    let folder = gradebook.adding(Self.folder)
    guard Files.exists(folder) else { return }
    for name in try Files.names(in: folder) where name.hasSuffix(Self.unfinished) {
      Files.remove(folder.adding(name))
    }
  }

  /// What was kept under that name.
  func load(_ digest: String, of learner: String) throws -> Kept {
    let place = place(of: digest)
    guard Files.exists(place) else { return .missing }
    guard let collected = try? read(place, of: learner), collected.digest == digest else {
      return .changed
    }
    return .whole(collected)
  }

  /// What became of something that was kept.
  enum Kept: Equatable {
    case whole(Collected)
    case missing
    /// It is not what its name says: somebody changed it.
    case changed
  }

  private func read(_ place: String, of learner: String) throws -> Collected {
    var collected = Collected(learner: learner)
    for name in try Files.tree(place) where name != Self.refusals {
      collected.files.append(
        Collected.File(name: name, bytes: try Files.read(place.adding(name))))
    }
    collected.files.sort { $0.name < $1.name }
    guard Files.exists(place.adding(Self.refusals)) else { return collected }
    let json = try JSONParser.parse(try Files.read(place.adding(Self.refusals))[...])
    if case .object(let members) = json {
      for member in members {
        guard let words = Words(member.value) else { continue }
        collected.problems[member.key] = AdmissionError(member.key, .recorded(words))
      }
    }
    return collected
  }
}
