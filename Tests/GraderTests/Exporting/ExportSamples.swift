import Foundation
import Testing

@testable import grader

/// A class in which everything is awkward.
struct AwkwardClass {
  let scratch: Scratch
  let course: Course
  var gradebook: Gradebook

  /// No learner may read this anywhere.
  static let secret = "the secret of the hidden suite"
  static let nasty = "O\"Brien, <&> \u{1F600}\n`x` \u{1}\u{FFFE}\u{202E}end"
  static let formula = "=cmd|' /C calc'!A0"

  init() throws {
    scratch = try Fixtures.course()
    course = try CourseDecoder.load(scratch.folder)
    let lessons = course.lessons.map { lesson in
      Gradebook.Heading(
        name: lesson.name, title: lesson.title, law: lesson.law, points: lesson.points + 3)
    }
    gradebook = Gradebook(title: course.title, lessons: lessons, rows: [])
    gradebook = Gradebook(title: course.title, lessons: lessons, rows: rows)
  }

  private func row(
    _ id: String, named name: String = "", others: [String: String] = [:], _ marks: Mark...,
    late: [String: Int] = [:]
  ) -> Gradebook.Row {
    let columns = others.sorted { $0.key < $1.key }
    var row = Gradebook.Row(
      learner: Learner(
        id: id, name: name, email: "\(id.count)@example.org",
        others: columns.map { Learner.Column(title: $0.key, text: $0.value) }))
    if !marks.isEmpty {
      row.handIn = HandIn(
        learner: id, submission: "s", date: "2026-11-20T10:00:00Z",
        leftOut: ["notes`.txt", "<img>.png"], leftOutCount: 7)
    }
    for mark in marks { row.marks[mark.lesson] = mark }
    row.latePercent = late
    return row
  }

  private func mark(
    _ learner: String, _ lesson: Int, _ verdict: Verdict, failing: Set<Int> = [],
    reason: Words? = nil, trap: String? = nil
  ) -> Mark {
    let course = course.lessons[lesson]
    let isCompiled = verdict != .doesNotCompile
    var tests = course.tests.enumerated().map { index, test in
      let isWrong = failing.contains(index)
      return Mark.Test(
        name: test.name,
        outcome: isCompiled ? (isWrong ? .failed : .passed) : .noVerdict, worth: test.points,
        findings: isWrong && isCompiled ? [finding] : [],
        detail: isCompiled ? nil : Words("it could not be compiled", ja: "コンパイルできませんでした"))
    }
    tests.append(
      Mark.Test(
        name: Self.secret, outcome: isCompiled ? .failed : .noVerdict, worth: 3,
        visibility: .hidden,
        findings: [Finding(file: "Hidden.swift", line: 9, text: Self.secret + " was found out")]))
    return Mark(
      learner: learner, lesson: course.name, submission: "s", grounds: Sample.grounds,
      verdict: verdict, reason: reason, tests: tests, trap: trap)
  }

  private var finding: Finding {
    Finding(
      file: "01-CounterTests.swift", line: 9,
      text: "<b>It counts</b> ]]> what it is told: saw ``` 1.\n\(scratch.path)/Tests/x.swift\u{7}")
  }

  private var rows: [Gradebook.Row] {
    [
      row(
        Self.formula, named: "@SUM(A1)",
        mark(Self.formula, 0, .fails, failing: [0, 2], trap: "counts-by-one"),
        mark(Self.formula, 1, .fails), late: ["01-Counter": 20]),
      row(
        "../../etc/passwd", mark("../../etc/passwd", 0, .fails), mark("../../etc/passwd", 1, .fails)
      ),
      row("ANN", mark("ANN", 0, .crashes, failing: [1]), mark("ANN", 1, .fails)),
      row(
        "ann", named: Self.nasty,
        others: ["ID": "17", "SIS Login ID": "ann", "Section": "A, B", "Username": "ann"],
        mark("ann", 0, .fails), mark("ann", 1, .fails)),
      row("missing", named: "Nobody"),
      row(
        "stuck",
        mark(
          "stuck", 0, .doesNotCompile,
          reason: Words(
            "\(scratch.path)/Exercises/01-Counter.swift:3: error: <oops>", ja: "<oops>")),
        mark("stuck", 1, .fails)),
      row(
        "void", mark("void", 0, .fails),
        mark("void", 1, .void, reason: Words("\(Self.secret) did not run", ja: "だめ"))),
    ]
  }

  func export(_ language: Language = .english, title: String? = nil) -> Export {
    Export(gradebook: gradebook, course: course, language: language, title: title)
  }

  func text(_ format: ExportFormat, title: String? = nil) -> String {
    var text = ""
    export(title: title).file(format) { text += $0 }
    return text
  }

  func row(_ id: String) throws -> Gradebook.Row {
    try #require(gradebook.rows.first { $0.learner.id == id })
  }

  func files(
    _ format: ExportFormat, _ id: String, _ language: Language = .english
  ) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: export(language).files(format)(try row(id)).map {
        ($0.name, $0.text)
      })
  }
}

/// Readers that share nothing with what wrote the exports.
enum Reading {
  /// The records of a text by RFC 4180: nil if it is none.
  static func csv(_ text: String) -> [[String]]? {
    var records: [[String]] = []
    var record: [String] = []
    var cell: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    func end() { record.append(String(decoding: cell, as: UTF8.self)); cell = [] }
    while let byte = bytes.first {
      if byte == UInt8(ascii: "\""), cell.isEmpty {
        bytes = bytes.dropFirst()
        while true {
          guard let next = bytes.popFirst() else { return nil }
          if next != UInt8(ascii: "\"") { cell.append(next); continue }
          guard bytes.first == UInt8(ascii: "\"") else { break }
          cell.append(next)
          bytes = bytes.dropFirst()
        }
        guard let after = bytes.first, after == UInt8(ascii: ",") || after == 13 else { return nil }
      }
      let next = bytes.removeFirst()
      switch next {
      case UInt8(ascii: ","): end()
      case 13:
        guard bytes.popFirst() == 10 else { return nil }
        end()
        records.append(record)
        record = []
      case UInt8(ascii: "\""), 10: return nil
      default: cell.append(next)
      }
    }
    return record.isEmpty && cell.isEmpty ? records : nil
  }

  static func json(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  /// Whether a spreadsheet would run the cell.
  static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.first, "=+-@\t\r".contains(first) else { return false }
    return Double(cell) == nil
  }
}
