/// What every part of the class page is drawn from: the gradebook, its figures and the words for them.
struct ClassView: Sendable {
  let gradebook: Gradebook
  let glossary: ClassGlossary
  let language: Language
  let figures: [LessonFigures]

  init(_ gradebook: Gradebook, _ glossary: ClassGlossary, _ language: Language) {
    self.gradebook = gradebook
    self.glossary = glossary
    self.language = language
    figures = gradebook.lessons.map { LessonFigures($0, in: gradebook.rows) }
  }

  func say(_ words: Words) -> String { words[language] }
  func say(_ english: String, ja japanese: String) -> String {
    Words(english, ja: japanese)[language]
  }

  /// A learner by name, as a link to their row.
  func link(_ row: Int) -> HTML {
    "<a href=\"#r\(row)\">\(gradebook.rows[row].learner.called)</a>"
  }

  /// Several learners after one another.
  func links(_ rows: [Int]) -> HTML {
    rows.map(link).joined(separator: language == .japanese ? "、" : ", ")
  }

  /// Such as `01`.
  func number(_ lesson: String) -> String { String(lesson.prefix { $0 != "-" }) }

  /// Says who may see a test, if not everybody.
  func tag(_ visibility: Visibility) -> HTML {
    let words: Words
    switch visibility {
    case .visible: return ""
    case .hidden: words = Words("hidden", ja: "非公開")
    case .afterDueDate: words = Words("hidden until the deadline", ja: "締め切りまで非公開")
    case .afterPublished: words = Words("hidden until published", ja: "公表まで非公開")
    }
    return " <span class=\"tag\">\(say(words))</span>"
  }

  func learners(_ count: Int) -> String {
    say("learner".counted(count), ja: "\(count) 人")
  }
}

extension Learner {
  /// What people call them: the name, or else the id.
  var called: String { name.isEmpty ? id : name }
}

extension Double {
  /// Points as people write them: `12`, `12.5`, `12.25`.
  var inPoints: String {
    var text = fixed(2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
