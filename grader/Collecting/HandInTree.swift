/// What somebody handed in, as a tree of names: a folder, or what an archive says that it holds.
protocol HandInTree: Sendable {
  /// What stands at a path; of the links on the way none is followed.
  func kind(of path: [String]) -> FileKind

  /// What a folder holds, as far as it was looked at; nothing if it cannot be listed.
  func names(in path: [String], atMost most: Int) -> HeldFolder.Listing

  /// The content of a plain file.
  func read(_ path: [String], atMost most: Int) async throws(HeldFolder.Failure) -> [UInt8]
}

/// A folder that somebody handed in.
struct FolderTree: HandInTree {
  /// The folder with all that was handed in.
  let submissions: String
  /// The bytes of the name of the learner's own folder in it.
  let name: [UInt8]

  func kind(of path: [String]) -> FileKind {
    guard let last = path.last else { return .folder }
    return (try? folder(path.dropLast()).kind(of: Array(last.utf8))) ?? .missing
  }

  func names(in path: [String], atMost most: Int) -> HeldFolder.Listing {
    (try? folder(path[...]).names(atMost: most)) ?? HeldFolder.Listing()
  }

  func read(_ path: [String], atMost most: Int) throws(HeldFolder.Failure) -> [UInt8] {
    guard let last = path.last else { throw .isNot(.folder) }
    return try folder(path.dropLast()).read(Array(last.utf8), atMost: most)
  }

  private func folder(_ path: ArraySlice<String>) throws(HeldFolder.Failure) -> HeldFolder {
    var folder = try HeldFolder(path: submissions).folder(name)
    for part in path { folder = try folder.folder(Array(part.utf8)) }
    return folder
  }
}
