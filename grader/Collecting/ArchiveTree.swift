/// An archive that somebody handed in.
struct ArchiveTree: HandInTree {
  private let archive: String
  private let archiver: Archiver
  /// By path: the kind, and the name as the archive has it.
  private let nodes: [[String]: Node]
  private let children: [[String]: [String]]

  private struct Node {
    var kind: FileKind
    var name: String
    var isDoubled = false
  }

  init(archive: String, archiver: Archiver, entries: [ArchiveListing.Entry]) {
    self.archive = archive
    self.archiver = archiver
    var nodes: [[String]: Node] = [:]
    var children: [[String]: [String]] = [:]
    func add(_ path: [String], _ node: Node) {
      guard let last = path.last else { return }
      if let known = nodes[path] {
        // A folder may be named again; whatever else is, nobody knows which of them is meant.
        nodes[path]?.isDoubled = known.isDoubled || known.kind != .folder || node.kind != .folder
        return
      }
      nodes[path] = node
      children[path.dropLast(), default: []].append(last)
      // Not every archive names its folders.
      let folder = Array(path.dropLast())
      if nodes[folder] == nil { add(folder, Node(kind: .folder, name: "")) }
    }
    for entry in entries {
      // What leads out of the archive is shown among what was left, under a name that no lesson has.
      add(entry.path ?? [entry.name], Node(kind: entry.kind, name: entry.name))
    }
    self.nodes = nodes
    self.children = children
  }

  func kind(of path: [String]) -> FileKind {
    path.isEmpty ? .folder : nodes[path]?.kind ?? .missing
  }

  func names(in path: [String], atMost most: Int) -> HeldFolder.Listing {
    let names = children[path] ?? []
    return HeldFolder.Listing(
      names: names.prefix(most).map { Array($0.utf8) }
        .sorted { $0.lexicographicallyPrecedes($1) }, isComplete: names.count <= most)
  }

  func read(_ path: [String], atMost most: Int) async throws(HeldFolder.Failure) -> [UInt8] {
    guard let node = nodes[path] else { throw .isNot(.missing) }
    guard case .file(let size) = node.kind else { throw .isNot(node.kind) }
    guard !node.isDoubled else {
      throw .archive(
        Words("it holds two entries of this name", ja: "同じ名前の項目が二つあります"))
    }
    guard size <= most else { throw .tooLarge(size) }
    return try await archiver.content(of: node.name, in: archive, atMost: most)
  }
}
