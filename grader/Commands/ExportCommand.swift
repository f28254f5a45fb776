extension Option {
  fileprivate static let format = Option(
    name: "--format", value: .oneOf(ExportFormat.allCases.map(\.rawValue)),
    about: Words("for whom; needed", ja: "書き出す形式。必ず指定します"))
  fileprivate static let title = Option(
    name: "--title", value: .text,
    about: Words(
      "canvas, moodle: the one assignment that stands for all lessons",
      ja: "canvas、moodle: 全レッスンをまとめたひとつの課題の名前"))
}

extension Subcommand {
  static let export = Subcommand(
    name: "export", operands: .folder("GRADEBOOK"), needsOperand: true,
    options: [.format, .out, .title, .force],
    summary: Words(
      "for instructors: the gradebook for an LMS, and feedback for learners",
      ja: "教員向け: 成績簿を LMS 用に、また受講者への講評として書き出します"),
    about: Words(
      """
      Writes what `grader grade` has put into a gradebook in the form that another program takes.

        csv, json         everything, for a spreadsheet or a program
        canvas, moodle    for the import of grades; each lesson is an assignment, or all of them together
                          are one with --title "Day 56"
        junit             for a build server
        gradescope, github-classroom, exercism
                          a folder for each learner with the results as that service takes them
        feedback          a page and a text for each learner: what failed, which law, a hint

      What is for the class goes to the standard output, or to a file with --out. What is for each learner
      goes to a folder: --out, or one within the gradebook. What is void has no points, not even none: the
      cell stays empty, and whose it is is said. Learners never see tests that are not visible.
      """,
      ja: """
        `grader grade` が成績簿に入れたものを、ほかのプログラムが受け取る形で書き出します。

          csv, json         すべて。表計算ソフトやプログラム向け
          canvas, moodle    成績の取り込み用。レッスンごとにひとつの課題、--title "Day 56" なら全体でひとつ
          junit             ビルドサーバー向け
          gradescope, github-classroom, exercism
                            受講者ごとのフォルダーに、それぞれのサービスの形の結果
          feedback          受講者ごとのページとテキスト: 落ちたもの、その法則、ヒント

        クラス全体のものは標準出力か、--out のファイルへ。受講者ごとのものはフォルダーへ（--out、なければ
        成績簿の中）。無効の判定は 0 点ではなく空欄になり、誰のものかをお知らせします。公開でないテストは
        受講者には見えません。
        """)
  ) { session in try Exporting(session: session).answer() }
}

/// Writes one export.
private struct Exporting {
  let session: Session
  private var isForced: Bool { session.arguments.has(.force) }
  private var destination: String? { session.arguments.value(of: .out) }

  func answer() throws -> ExitCode {
    guard let folder = session.arguments.names.first else {
      throw UsageError(
        Words("Which gradebook?", ja: "どの成績簿ですか。"),
        next: Words("Name its folder: ", ja: "フォルダーを指定してください: ") + Words(same: usage))
    }
    guard
      let format = session.arguments.value(of: .format).flatMap(ExportFormat.init(rawValue:))
    else {
      let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(
        Words("In which format?", ja: "どの形式ですか。"),
        next: Words("Add --format, with one of: ", ja: "--format で選んでください: ")
          + Words(same: known))
    }
    let title = session.arguments.value(of: .title)
    guard title == nil || format.hasAssignments else {
      throw UsageError(
        Words(
          "--title means something for canvas and moodle alone.",
          ja: "--title は canvas と moodle でだけ意味を持ちます。"))
    }
    let course = try session.course()
    let gradebook = try course.gradebook(in: folder)
    let export = Export(
      gradebook: gradebook, course: course, language: session.language, title: title)
    if format.isPerLearner {
      try writeFolder(export, format, destination ?? folder.adding(format.rawValue))
    } else {
      try writeFile(export, format)
    }
    for remark in export.remarks(format) { session.console.warn(remark) }
    return .passes
  }

  private let usage = "grader export GRADEBOOK --format csv"

  private func writeFolder(_ export: Export, _ format: ExportFormat, _ path: String) throws {
    let folder = ExportFolder(path: path, format: format)
    try folder.checkIsFree(isForced: isForced)
    let count = try folder.write(export)
    session.console.show(
      Words(
        "Written for \("learner".counted(count)): \(path)",
        ja: "\(count) 人分を書き出しました: \(path)"))
  }

  private func writeFile(_ export: Export, _ format: ExportFormat) throws {
    guard let destination else {
      let console = session.console
      export.file(format) { (text) in console.draw(text) }
      return
    }
    try Files.checkFolder(of: destination)
    guard isForced || !Files.exists(destination) else { throw ExportError.isThere(destination) }
    let writer = try FileWriter(destination)
    try export.file(format) { (text) throws(FileError) in try writer.add(text) }
    try writer.finish()
    session.console.tell(Words("Written: \(destination)", ja: "書き出しました: \(destination)"))
  }
}
