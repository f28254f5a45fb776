extension Export {
  /// What whoever takes the numbers elsewhere should know about those that are not there.
  func remarks(_ format: ExportFormat) -> [Words] {
    let lessons = gradebook.graded
    var remarks: [Words] = []
    func add(_ names: [String], _ words: (Int, String) -> Words) {
      if !names.isEmpty { remarks.append(words(names.count, Self.list(names))) }
    }
    add(
      gradebook.rows.compactMap { row in
        let void = row.void(in: lessons)
        return void.isEmpty ? nil : "\(row.learner.id.onOneLine) (\(void.joined(separator: ", ")))"
      }
    ) { count, names in
      Words(
        "void, and left empty, because a person must look at it: \(names). "
          + "`grader check` grades a row again.",
        ja: "無効のため空欄にしました。人が確かめる必要があります: \(names)。"
          + "`grader check` でその行を採点し直せます。")
    }
    add(
      gradebook.rows.filter { row in
        row.handIn != nil && lessons.contains { row.marks[$0.name] == nil }
      }.map(\.learner.id.onOneLine)
    ) { count, names in
      Words(
        "not all graded yet, and left empty where nothing is known: \(names). "
          + "Start `grader grade` again.",
        ja: "まだ採点が終わっておらず、分からないところは空欄です: \(names)。"
          + "`grader grade` をもう一度実行してください。")
    }
    add(gradebook.rows.filter { $0.handIn == nil && $0.marks.isEmpty }.map(\.learner.id.onOneLine))
    {
      count, names in
      Words(
        "on the class list, and handed in nothing; left empty: \(names)",
        ja: "名簿にありますが提出がなく、空欄です: \(names)")
    }
    add(gradebook.rows.filter { !$0.isOnRoster }.map(\.learner.id.onOneLine)) { count, names in
      Words("handed in, and not on the class list: \(names)", ja: "提出がありますが名簿にありません: \(names)")
    }
    if format == .canvas {
      add(
        gradebook.rows.filter { !CanvasCSV.hasKey($0.learner) }.map(\.learner.id.onOneLine)
      ) { count, names in
        Words(
          "without ID, SIS User ID and SIS Login ID; Canvas looks for them by name: \(names)",
          ja: "ID、SIS User ID、SIS Login ID がどれもなく、Canvas は名前で探します: \(names)")
      }
    }
    return remarks
  }

  private static let most = 20

  private static func list(_ names: [String]) -> String {
    let more = names.count - most
    return names.prefix(most).joined(separator: ", ") + (more > 0 ? " … (+\(more))" : "")
  }
}
