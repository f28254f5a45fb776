/// A folder with something for each learner. `index.json` in it says whose is what, and that the folder is
/// the grader's: then the files of an earlier export are replaced, and those that are no longer made go.
struct ExportFolder {
  let path: String
  let format: ExportFormat
  static let index = "index.json"

  /// Fails if something stands there that must not be replaced.
  func checkIsFree(isForced: Bool) throws {
    switch Files.kind(of: path) {
    case .missing: return
    case .folder:
      let names = try Files.names(in: path)
      if names.isEmpty || isForced || earlier != nil { return }
      throw ExportError.folderIsNotOurs(path)
    case .file, .link, .other: throw ExportError.isNoFolder(path)
    }
  }

  /// The names of the files of an earlier export of this format; nil if there is none.
  private var earlier: [String]? {
    guard let bytes = try? Files.read(path.adding(Self.index)),
      let json = try? JSONParser.parse(bytes[...]), json["format"]?.text == format.rawValue
    else { return nil }
    let files = (json["learners"]?.items ?? []).flatMap { $0["files"]?.items ?? [] }
    // Whatever an index may say, nothing outside the folder goes.
    return files.compactMap(\.text).filter { name in
      !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
    }
  }

  /// Writes what each learner is given; returns how many got something.
  func write(_ export: Export) throws -> Int {
    try Files.makeFolder(path)
    let old = earlier ?? []
    var names = SafeNames()
    var entries: [JSON] = []
    var written: Set<String> = []
    let make = export.files(format)
    for row in export.gradebook.rows {
      let name = names.name(for: row.learner.id)
      let files = make(row).map { file in
        // A name that begins with a dot is an ending.
        (
          name: file.name.hasPrefix(".") ? name + file.name : name.adding(file.name),
          text: file.text
        )
      }
      for file in files {
        let place = path.adding(file.name)
        try Files.makeFolder(place.parentFolder)
        try Files.write(Array(file.text.utf8), to: place)
        written.insert(file.name)
      }
      guard !files.isEmpty else { continue }
      entries.append([
        "id": .string(row.learner.id), "files": .array(files.map { .string($0.name) }),
      ])
    }
    for name in old where !written.contains(name) {
      Files.removeWithEmptyFolders(path.adding(name))
    }
    let index: JSON = [
      "version": 1, "format": .string(format.rawValue), "learners": .array(entries),
    ]
    try Files.makeFolder(path)
    try Files.write(Array(index.page.utf8), to: path.adding(Self.index))
    return entries.count
  }
}

/// Why something is not exported to where it should be.
enum ExportError: Explained, Equatable {
  case folderIsNotOurs(String)
  case isNoFolder(String)
  case isThere(String)

  var words: Words {
    switch self {
    case .folderIsNotOurs(let path):
      Words(
        "\(path) is not empty, and holds no export of this format.\n  Name a new folder, or add to it with "
          + "--force.",
        ja: "\(path) は空ではなく、この形式の書き出しでもありません。\n  新しいフォルダーを指定するか、"
          + "--force でそこに書き加えてください。")
    case .isNoFolder(let path):
      Words(
        "\(path) is no folder, and this format needs one.\n  Name another with --out.",
        ja: "\(path) はフォルダーではありませんが、この形式にはフォルダーが要ります。\n"
          + "  --out で別の場所を指定してください。")
    case .isThere(let path):
      Words(
        "\(path) is there already.\n  Choose another name, or replace it with --force.",
        ja: "\(path) はすでにあります。\n  別の名前にするか、--force で置き換えてください。")
    }
  }
}
