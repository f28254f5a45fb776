/// A file that holds a page. An older page of the grader is replaced without asking, as by any program
/// that makes the same report again; whatever else is there may be somebody's only copy.
struct PageFile {
  let path: String

  /// Fails if something stands there that must not be replaced.
  func checkIsFree(isForced: Bool) throws {
    switch Files.kind(of: path) {
    case .missing: return
    case .folder: throw PageFileError.isFolder(path)
    case .file, .link, .other:
      if isForced || isOurs { return }
      throw PageFileError.isNotOurs(path)
    }
  }

  /// Whoever reads the file meanwhile sees the old page or the new.
  func write(_ page: Page, isForced: Bool) throws {
    try checkIsFree(isForced: isForced)
    try Files.write(Array(page.html.utf8), to: path)
  }

  private var isOurs: Bool {
    guard case .file = Files.kind(of: path), let bytes = try? Files.read(path) else { return false }
    return String(decoding: bytes.prefix(1 << 12), as: UTF8.self).contains(Page.generator.markup)
  }
}

/// Why a page was not written.
enum PageFileError: Explained, Equatable {
  case isFolder(String)
  case isNotOurs(String)

  var words: Words {
    switch self {
    case .isFolder(let path):
      Words(
        "\(path) is a folder.\n  Name a file in it, such as \(path.adding("page.html")).",
        ja: "\(path) はフォルダーです。\n  その中のファイルを指定してください（例: \(path.adding("page.html"))）。")
    case .isNotOurs(let path):
      Words(
        "\(path) is there already, and is no page of the grader.\n  Choose another name, or replace it "
          + "with --force.",
        ja: "\(path) はすでにあり、grader のページではありません。\n  別の名前にするか、--force で置き換えてください。")
    }
  }
}
