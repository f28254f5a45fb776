/// Where a learner stands: every lesson, the sum, and the next step.
struct Overview {
  let course: Course
  let progress: Progress
  /// The names of the lessons that are not begun.
  var untouched: Set<String> = []
  let screen: Screen

  private let width = 66

  var text: String {
    let reached = course.lessons.reduce(0) { $0 + (standing($1)?.points ?? 0) }
    let share = course.points == 0 ? 0 : Double(reached) / Double(course.points)
    let sum = "\(reached) of \(course.points) points"
    let head = course.title.english.padded(width - sum.count)
    var lines = [
      screen.paint(head, .bold) + sum,
      screen.bar(share, width: width - 9) + "\(Int(share * 100))".flushRight(4) + " %", "",
    ]
    let longest = course.lessons.map(\.title.english.count).max() ?? 0
    lines += course.lessons.map { line($0, title: longest) }
    lines += ["", nextStep]
    return lines.joined(separator: "\n")
  }

  private func standing(_ lesson: Lesson) -> Standing? { progress.standings[lesson.name] }

  private func line(_ lesson: Lesson, title width: Int) -> String {
    let title = "  \(lesson.number)  \(lesson.title.english.padded(width))  "
    guard let standing = standing(lesson) else {
      return title
        + (untouched.contains(lesson.name) ? screen.paint("not begun", .dim) : "not graded")
    }
    return title + screen.verdict(standing.verdict, padded: 16)
      + "\(standing.points)".flushRight(5) + " / \(lesson.points)   "
      + "\(standing.passed) of \("test".counted(standing.tests.count))"
  }

  private var nextStep: String {
    guard let lesson = course.lessons.first(where: { standing($0)?.verdict != .passes }) else {
      return "Every lesson passes. The queue is empty, and nothing was lost."
    }
    return "Next: lesson \(lesson.number), \(lesson.title.english)\n"
      + NextStep(lesson: lesson, screen: screen, folder: course.folder).text
  }
}

/// Where to read, what to edit, how to check.
struct NextStep {
  let lesson: Lesson
  let screen: Screen
  let folder: CourseFolder

  var text: String {
    """
      read   \(linked(lesson.text))   (日本語: \(linked(lesson.japaneseText)))
      edit   \(linked(folder.exercise(of: lesson)))
      check  swift run grader run \(lesson.number)
    """
  }

  private func linked(_ name: String) -> String { screen.link(name, to: folder.path(name)) }
}
