import Foundation
import Testing

@testable import grader

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What is for the whole class, read back by the rules of those who take it.
@Suite struct ClassExportTests {
  private let school: AwkwardClass

  init() throws { school = try AwkwardClass() }

  private func table(_ format: ExportFormat, title: String? = nil) throws -> [[String: String]] {
    let records = try #require(Reading.csv(school.text(format, title: title)))
    let titles = try #require(records.first)
    #expect(records.allSatisfy { $0.count == titles.count })
    #expect(!records.joined().contains(where: Reading.isFormula))
    return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(titles, $0)) }
  }

  @Test func `the plain table has everything, and no cell that a spreadsheet runs`() throws {
    let rows = try table(.csv)
    #expect(rows.count == 7)
    #expect(rows[0]["id"] == "'" + AwkwardClass.formula)
    #expect(rows[0]["01-Counter points"] == "6")
    #expect(rows[0]["01-Counter late percent"] == "20")
    #expect(rows[0]["01-Counter score"] == "4.80")
    #expect(rows[0]["01-Counter trap"] == "counts-by-one")
    #expect(rows[0]["left out"] == "7")
    #expect(rows[3]["name"] == AwkwardClass.nasty)
    #expect(rows[3]["total"] == "15.00")
    #expect(rows[4]["01-Counter verdict"] == "")
    #expect(rows[5]["01-Counter verdict"] == "does not compile")
    #expect(rows[5]["01-Counter score"] == "0.00")
    #expect(rows[6]["02-Greeter verdict"] == "void")
    #expect(rows[6]["02-Greeter points"] == "")
    #expect(rows[6]["02-Greeter score"] == "")
    #expect(rows[6]["total"] == "")
    #expect(rows.allSatisfy { $0["maximum"] == "21" })
  }

  /// `gradebook_importer.rb` tells who is meant, and what a cell is.
  @Test func `Canvas finds its columns, its learners and two decimals`() throws {
    let text = school.text(.canvas)
    let records = try #require(Reading.csv(text))
    #expect(
      records[0] == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01 · A counter that counts",
        "02 · A greeter that knows names",
      ])
    #expect(records[1][0].contains("Points Possible"))
    #expect(records[1][5...] == ["13.00", "8.00"])
    // The importer splits the first lines by themselves.
    #expect(text.split(separator: "\r\n").count == records.count)
    #expect(records.count == 9)
    let ann = records[5]
    #expect(ann[1...4] == ["17", "", "ann", "A, B"])
    #expect(ann[5...] == ["10.00", "5.00"])
    #expect(records[8][5...] == ["10.00", ""])
    #expect(records[6][5...] == ["", ""])
    let grades = records.dropFirst().flatMap { $0[5...] }.filter { !$0.isEmpty }
    #expect(grades.allSatisfy { $0.wholeMatch(of: #/\d+\.\d\d/#) != nil })
    #expect(!records.joined().contains(where: Reading.isFormula))
  }

  @Test func `one title stands for all lessons`() throws {
    let rows = try table(.canvas, title: "Day 56 (1234)")
    #expect(rows[0]["Day 56 (1234)"] == "21.00")
    #expect(rows[1]["Day 56 (1234)"] == "9.80")
    // Void is not zero.
    #expect(rows[7]["Day 56 (1234)"] == "")
  }

  @Test func `Canvas does not take a learner for the row of points`() throws {
    var school = school
    let row = Gradebook.Row(learner: Learner(id: "x", name: "Points Possible"))
    school.gradebook = Gradebook(
      title: school.gradebook.title, lessons: school.gradebook.lessons,
      rows: school.gradebook.rows + [row])
    let records = try #require(Reading.csv(school.text(.canvas)))
    #expect(records.count { $0[0].contains("Points Possible") } == 1)
  }

  @Test func `Moodle finds its users and its grades`() throws {
    let rows = try table(.moodle)
    #expect(rows.count == 7)
    #expect(rows[3]["ID number"] == "ann")
    #expect(rows[3]["Email address"] == "3@example.org")
    #expect(rows[3]["Username"] == "ann")
    #expect(rows[3]["01 · A counter that counts"] == "10.00")
    #expect(rows[6]["02 · A greeter that knows names"] == "")
  }

  @Test func `a lesson that nobody was graded in makes no column`() throws {
    var school = school
    for index in school.gradebook.rows.indices {
      var rows = school.gradebook.rows
      rows[index].marks["02-Greeter"] = nil
      school.gradebook = Gradebook(
        title: school.gradebook.title, lessons: school.gradebook.lessons, rows: rows)
    }
    let records = try #require(Reading.csv(school.text(.canvas)))
    #expect(records[0].count == 6)
    let total = try #require(Reading.csv(school.text(.canvas, title: "All")))
    #expect(total[8][5] == "10.00")
  }

  @Test func `the JSON is what its description says`() throws {
    let book = try Reading.json(school.text(.json))
    #expect(book["version"] as? Int == 1)
    #expect(book["maximum"] as? Int == 21)
    let learners = try #require(book["learners"] as? [[String: Any]])
    #expect(learners.compactMap { $0["id"] as? String } == school.gradebook.rows.map(\.learner.id))
    #expect(learners[3]["name"] as? String == AwkwardClass.nasty)
    #expect(learners[6]["void"] as? [String] == ["02-Greeter"])
    #expect(learners[6]["total"] is NSNull)
    #expect(learners[6]["points"] as? Double == 10)
    #expect(learners[4]["handIn"] is NSNull)
    let marks = try #require(learners[0]["marks"] as? [[String: Any]])
    #expect(marks.map { $0["score"] as? Double } == [4.8, 5])
    #expect(marks[0]["trap"] as? String == "counts-by-one")
    let tests = try #require(marks[0]["tests"] as? [[String: Any]])
    #expect(tests.map { $0["points"] as? Int } == [0, 2, 0, 4, 0])
    #expect(tests[4]["visibility"] as? String == "hidden")
  }

  @Test func `JUnit is XML, and its counts are true`() throws {
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(school.text(.junit).utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.complaints == [])
    #expect(reader.suites == 12)
    #expect(reader.found == ["testcase": 42, "failure": 13, "error": 5, "skipped": 2])
    #expect(reader.names.contains("\(AwkwardClass.formula)/01-Counter"))
  }
}

/// Checks the structure of a JUnit report, and counts what is in it.
private final class JUnitReader: NSObject, XMLParserDelegate {
  private(set) var complaints: [String] = []
  private(set) var found: [String: Int] = [:]
  private(set) var suites = 0
  private(set) var names: Set<String> = []
  private var path: [String] = []
  /// What the suite says of itself, and what was in it.
  private var told: [String: Int] = [:]
  private var seen: [String: Int] = [:]

  private static let parents = [
    "testsuites": "", "testsuite": "testsuites", "testcase": "testsuite", "failure": "testcase",
    "error": "testcase", "skipped": "testcase", "system-out": "testsuite",
  ]
  private static let required = [
    "testsuites": ["name", "tests", "failures", "errors", "time"],
    "testsuite": ["name", "tests", "failures", "errors", "skipped", "time"],
    "testcase": ["classname", "name", "time"], "failure": ["type", "message"],
    "error": ["type", "message"], "skipped": ["message"], "system-out": [],
  ]

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if Self.parents[element] != path.last ?? "" { complaints.append("\(element) in \(path)") }
    if Set(Self.required[element] ?? []) != Set(attributes.keys) {
      complaints.append("\(element) has \(attributes.keys.sorted())")
    }
    path.append(element)
    if element == "testsuite" {
      suites += 1
      names.insert(attributes["name"] ?? "")
      told = attributes.compactMapValues { Int($0) }
      seen = [:]
    } else if ["testcase", "failure", "error", "skipped"].contains(element) {
      found[element, default: 0] += 1
      seen[element, default: 0] += 1
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    path.removeLast()
    guard element == "testsuite" else { return }
    let pairs = [
      ("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"),
    ]
    for (count, element) in pairs where told[count] != seen[element, default: 0] {
      complaints.append("\(count): \(told) and \(seen)")
    }
  }
}
