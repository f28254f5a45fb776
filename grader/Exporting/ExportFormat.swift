/// A form in which other programs, or learners, are given the gradebook.
enum ExportFormat: String, CaseIterable, Sendable {
  case csv, json, junit, canvas, moodle, gradescope
  case githubClassroom = "github-classroom"
  case exercism, feedback

  /// Whether it is a folder with something for each learner; else it is one file for the class.
  var isPerLearner: Bool {
    switch self {
    case .csv, .json, .junit, .canvas, .moodle: false
    case .gradescope, .githubClassroom, .exercism, .feedback: true
    }
  }

  /// Whether it has one column, or one total, for each assignment of a learning platform.
  var hasAssignments: Bool { self == .canvas || self == .moodle }
}

/// A gradebook on its way out.
struct Export: Sendable {
  let gradebook: Gradebook
  let course: Course
  let language: Language
  /// The title of the one assignment that stands for the whole course; nil if each lesson is one.
  var title: String?

  /// The file for the whole class, in pieces.
  func file<Failure: Error>(
    _ format: ExportFormat, _ add: (String) throws(Failure) -> Void
  ) throws(Failure) {
    switch format {
    case .csv: try add(PlainCSV(gradebook: gradebook).text)
    case .json: try gradebook.json(add)
    case .junit: try JUnitXML(gradebook: gradebook).write(add)
    case .canvas: try add(CanvasCSV(gradebook: gradebook, assignments: assignments).text)
    case .moodle: try add(MoodleCSV(gradebook: gradebook, assignments: assignments).text)
    case .gradescope, .githubClassroom, .exercism, .feedback: return
    }
  }

  /// The names of files, below a folder of their own, and their contents.
  typealias Files = [(name: String, text: String)]

  /// What each learner is given. What all of them share is read once.
  func files(_ format: ExportFormat) -> (Gradebook.Row) -> Files {
    switch format {
    case .gradescope:
      GradescopeResults(gradebook: gradebook, course: course, telling: telling).files
    case .githubClassroom:
      ClassroomResults(gradebook: gradebook, course: course, telling: telling).files
    case .exercism:
      ExercismResults(gradebook: gradebook, course: course, telling: telling).files
    case .feedback:
      FeedbackFiles(writer: FeedbackWriter(gradebook, course, language)).files
    case .csv, .json, .junit, .canvas, .moodle: { _ in [] }
    }
  }

  private var telling: Telling { Telling(course, language) }

  /// What a learning platform calls an assignment, and what somebody gets for it.
  struct Assignment {
    let title: String
    let points: Int
    let score: (Gradebook.Row) -> Double?
  }

  var assignments: [Assignment] {
    if let title {
      return [
        Assignment(title: title, points: gradebook.gradedMaximum) { gradebook.score($0) }
      ]
    }
    return gradebook.graded.map { lesson in
      Assignment(
        title: "\(lesson.name.prefix { $0 != "-" }) · \(lesson.title[language])",
        points: lesson.points
      ) { gradebook.score($0, lesson.name) }
    }
  }
}
