/// Why a journal is not read, or not written to.
enum JournalError: Explained, Equatable {
  /// Another grader is at work on the same gradebook.
  case inUse(String)
  /// There is no gradebook.
  case missing(String)
  /// Something else lies where the gradebook is to be made.
  case notEmpty(String)
  case damaged(String, line: Int)
  /// A later grader wrote it.
  case newer(String, version: Int)
  case otherCourse(String, title: String)
  /// Somebody else changed it while it was open.
  case changed(String)

  var code: ExitCode {
    switch self {
    case .inUse: .cannotWrite
    case .missing, .notEmpty, .otherCourse: .usage
    case .damaged, .newer, .changed: .inputOutput
    }
  }

  var words: Words {
    switch self {
    case .inUse(let folder):
      Words(
        "Another grader is at work on \(folder).\n  Wait until it is done, or name another --out.",
        ja: "別の grader が \(folder) で作業しています。\n  終わるまで待つか、--out で別の場所を指定してください。")
    case .missing(let folder):
      Words(
        "There is no gradebook in \(folder).\n  Make one with: grader grade SUBMISSIONS --out \(folder)",
        ja: "\(folder) に成績簿がありません。\n  作るには: grader grade SUBMISSIONS --out \(folder)")
    case .notEmpty(let folder):
      Words(
        "\(folder) is not empty, and no gradebook.\n  Name a new folder, or an earlier gradebook.",
        ja: "\(folder) は空ではなく、成績簿でもありません。\n  新しいフォルダーか、以前の成績簿を指定してください。")
    case .damaged(let path, let line):
      Words(
        "\(path) is damaged in line \(line): it is not what the grader wrote there.\n"
          + "  Nothing was changed. Take the file from a backup; or keep only its first "
          + "\("line".counted(line - 1)), and grade the rest again.",
        ja: "\(path) の \(line) 行目が壊れています。grader が書いたものと違います。\n"
          + "  何も変更していません。バックアップから戻すか、最初の \(line - 1) 行だけを残して、"
          + "残りを採点し直してください。")
    case .newer(let path, let version):
      Words(
        "\(path) is of version \(version), from a later grader. It was not changed.\n"
          + "  Use that grader.",
        ja: "\(path) はバージョン \(version) で、より新しい grader のものです。変更していません。\n"
          + "  その grader を使ってください。")
    case .otherCourse(let folder, let title):
      Words(
        "\(folder) is the gradebook of another course, “\(title)”.\n  Name another --out.",
        ja: "\(folder) は別のコース「\(title)」の成績簿です。\n  --out で別の場所を指定してください。")
    case .changed(let path):
      Words(
        "Something else changed \(path) while the grader was at work.\n"
          + "  What was graded before that is kept. Start the same command again.",
        ja: "作業中に、ほかの何かが \(path) を変更しました。\n"
          + "  それまでの採点は残っています。同じコマンドをもう一度実行してください。")
    }
  }
}
