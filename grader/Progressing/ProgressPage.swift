/// The way so far, as a page to show to a friend.
struct ProgressPage {
  let journey: Journey
  let language: Language

  var page: Page {
    let title = journey.course.title
    return Page(
      title: title, language: language, style: Self.style,
      body: """
        <h1>\(title[language])</h1>
        <p class="sum">\(sum)</p>
        \(StepChart(journey: journey, language: language).html)
        <h2>\(say("The laws", ja: "法則"))</h2>
        <ul class="laws">
        \(journey.stages.map(card).joined())
        </ul>
        """)
  }

  private func say(_ english: String, ja japanese: String) -> String {
    Words(english, ja: japanese)[language]
  }

  private var sum: String {
    let course = journey.course
    return say(
      "\(journey.points) of \(course.points) points · "
        + "\(journey.mastered) of \("law".counted(course.lessons.count)) mastered",
      ja: "\(course.points) 点のうち \(journey.points) 点 · "
        + "法則 \(course.lessons.count) のうち \(journey.mastered) を習得")
  }

  private func card(_ stage: Journey.Stage) -> HTML {
    let isMastered = stage.mastered != nil
    let lesson = stage.lesson
    let share = lesson.points == 0 ? 0 : Double(stage.points) / Double(lesson.points) * 100
    return """
      <li class="\(isMastered ? "mastered" : "open")">
      <h3><span class="quiet">\(lesson.number)</span> \(lesson.title[language])</h3>
      <p class="law">\(lesson.law[language])</p>
      <div class="bar" aria-hidden="true"><span style="width: \(share)%"></span></div>
      <p class="state"><span aria-hidden="true">\(isMastered ? "✓ " : "")</span>\(stage.state[language])</p>
      </li>
      """
  }

  private static let style: HTML = """
    .sum { font-size: 1.15rem; }
    .laws {
      list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
    }
    .laws li {
      display: flex; flex-direction: column; padding: 1rem; border-radius: .5rem;
      background: var(--raised); border: 1px solid var(--line); border-top: 4px solid var(--line);
    }
    .laws li.mastered { border-top-color: var(--good); }
    .laws h3 { margin: 0; font-size: 1rem; }
    .law { flex: 1; }
    .open .law { color: var(--quiet); }
    .state { margin: .5rem 0 0; font-size: .9rem; color: var(--quiet); }
    .mastered .state { color: var(--good); }
    .bar { height: .35rem; border-radius: .2rem; background: var(--line); overflow: hidden; }
    .bar span { display: block; height: 100%; background: var(--good); }
    \(StepChart.style)
    """
}
