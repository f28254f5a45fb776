/// Where a learner stands: every lesson, the sum, and the next step.
struct Overview {
  let course: Course
  let progress: Progress
  /// The names of the lessons that are not begun.
  var untouched: Set<String> = []
  /// The names of the lessons whose reference was looked at before they passed.
  var helped: Set<String> = []
  let screen: Screen

  private var width: Int { max(20, min(66, screen.width)) }

  var text: String {
    let longest = course.lessons.map { screen.say($0.title).columns }.max() ?? 0
    let lessons = course.lessons.map { line($0, title: longest) }
    return ([head, ""] + lessons + ["", nextStep]).joined(separator: "\n")
  }

  /// The points of the whole course, and a bar of them.
  var head: String {
    let reached = course.lessons.reduce(0) { $0 + (standing($1)?.points ?? 0) }
    let share = course.points == 0 ? 0 : Double(reached) / Double(course.points)
    let sum = screen.say(
      Words(
        "\(reached) of \(course.points) points", ja: "\(course.points) 点のうち \(reached) 点"))
    let head = screen.say(course.title).padded(width - sum.columns)
    return screen.paint(head, .bold) + sum + "\n" + screen.bar(share, width: width - 9)
      + "\(Int(share * 100))".flushRight(4) + " %"
  }

  private func standing(_ lesson: Lesson) -> Standing? { progress.standings[lesson.name] }

  private func line(_ lesson: Lesson, title width: Int) -> String {
    let title = "  \(lesson.number)  \(screen.say(lesson.title).padded(width))  "
    guard let standing = standing(lesson) else {
      let isUntouched = untouched.contains(lesson.name)
      let words =
        isUntouched
        ? Words("not begun", ja: "まだ手つかず") : Words("not graded", ja: "未採点")
      return title + (isUntouched ? screen.paint(screen.say(words), .dim) : screen.say(words))
        + help(lesson)
    }
    let passed = Words(
      "\(standing.passed) of \("test".counted(standing.tests.count))",
      ja: "テスト \(standing.tests.count) 本のうち \(standing.passed) 本")
    return title + screen.verdict(standing.verdict, padded: 16)
      + "\(standing.points)".flushRight(5) + " / \(lesson.points)   "
      + screen.say(passed)
      + help(lesson)
  }

  private func help(_ lesson: Lesson) -> String {
    helped.contains(lesson.name) ? screen.say(Words("   with help", ja: "   助けあり")) : ""
  }

  private var nextStep: String {
    guard let lesson = course.lessons.first(where: { standing($0)?.verdict != .passes }) else {
      return screen.say(
        Words(
          "Every lesson passes. The queue is empty, and nothing was lost.",
          ja: "すべてのレッスンに合格しました。キューは空で、失われたものはありません。"))
    }
    return screen.say(lesson.isNext) + "\n"
      + NextStep(lesson: lesson, screen: screen, folder: course.folder).text
  }
}

/// Where to read, what to edit, how to check.
struct NextStep {
  let lesson: Lesson
  let screen: Screen
  let folder: CourseFolder

  var text: String {
    let edited = linked(folder.exercise(of: lesson))
    return screen.say(
      Words(
        """
          read   \(linked(lesson.text))   (日本語: \(linked(lesson.japaneseText)))
          edit   \(edited)
          check  swift run grader run \(lesson.number)
        """,
        ja: """
            読む    \(linked(lesson.japaneseText))
            書く    \(edited)
            試す    swift run grader run \(lesson.number)
          """))
  }

  private func linked(_ name: String) -> String { screen.link(name, to: folder.path(name)) }
}

extension Lesson {
  /// What introduces the next step.
  var isNext: Words {
    Words("Next: lesson \(number), ", ja: "次はレッスン \(number)「") + title + Words("", ja: "」")
  }
}
