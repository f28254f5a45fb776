/// What `grader simulate` alone shows.
enum ScenarioList {
  static func text(_ course: Course, _ screen: Screen) -> String {
    guard !course.scenarios.isEmpty else {
      return screen.say(Words("This course has no scenario.", ja: "このコースにシナリオはありません。"))
    }
    return course.scenarios.map { scenario in
      let variants = scenario.variants.map {
        "    · " + screen.say($0.title + Words(": ", ja: "：") + $0.about)
      }
      return """
        \(screen.paint(scenario.name, .bold))  \(screen.say(scenario.title))
            \(screen.say(scenario.about))
        \(variants.joined(separator: "\n"))
            grader simulate \(scenario.name)
        """
    }.joined(separator: "\n\n")
  }

  static func json(_ course: Course) -> JSON {
    func words(_ words: Words) -> JSON {
      ["en": .string(words.english), "ja": .string(words.japanese)]
    }
    let scenarios = course.scenarios.map { scenario -> JSON in
      [
        "name": .string(scenario.name), "title": words(scenario.title),
        "about": words(scenario.about), "lesson": .string(scenario.lesson.name),
        "minutes": .whole(scenario.minutes),
        "nights": .array(
          scenario.variants.map { ["name": .string($0.name), "title": words($0.title)] }),
      ]
    }
    return ["version": .whole(JSONReport.version), "scenarios": .array(scenarios)]
  }
}
