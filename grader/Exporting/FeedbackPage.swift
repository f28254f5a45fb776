/// The feedback as a page for the browser.
struct FeedbackPage {
  let writer: FeedbackWriter
  let row: Gradebook.Row
  private var words: FeedbackWords { FeedbackWords(writer: writer, row: row) }

  var page: Page {
    let title = writer.gradebook.title
    let sections = writer.lessons(of: row).map(section).joined()
    return Page(
      title: title + Words(same: " · " + words.who), language: writer.telling.language,
      style: Self.style,
      body: """
        <h1>\(writer.telling.say(title))</h1>
        <p class="who"><strong>\(words.who)</strong> · \(words.sum)</p>
        \(sections)
        \(leftOut)
        """)
  }

  private func section(_ heading: Gradebook.Heading, _ feedback: Feedback?) -> HTML {
    let title: HTML = "<h2>\(writer.telling.say(heading.title))</h2>"
    guard let feedback else {
      return
        "<section class=\"none\">\n\(title)\n<p class=\"quiet\">\(words.notGraded)</p>\n</section>"
    }
    let notes = [words.late(feedback), words.void(feedback), words.rest(feedback)]
      .compactMap(\.self)
    var parts: [HTML] = [
      title,
      """
      <p class="head"><span class="verdict">\(writer.telling.say(feedback.verdict.words))</span>
      \(words.score(feedback)) · \(words.tests(feedback))</p>
      """,
      "<p class=\"law\"><span class=\"quiet\">\(words.law):</span> \(writer.telling.say(heading.law))</p>",
    ]
    parts += notes.map { "<p class=\"note\">\($0)</p>" }
    if let reason = feedback.reason {
      parts.append("<h3>\(words.why)</h3>\n\(pre(reason))")
    }
    if let failed = feedback.failed {
      parts.append(
        "<h3>\(words.failedFirst)</h3>\n<p>\(failed.title) <span class=\"quiet\">(\(failed.outcome))</span></p>"
      )
      if let story = failed.story { parts.append(pre(story)) }
    }
    if !feedback.others.isEmpty {
      let items = feedback.others.map { "<li>\($0)</li>" as HTML }.joined()
      parts.append("<h3>\(words.then)</h3>\n<ul>\n\(items)\n</ul>")
    }
    if let suspicion = feedback.suspicion {
      parts.append("<h3>\(words.familiar)</h3>\n<p>\(HTML.prose(suspicion))</p>")
    }
    if let hint = feedback.hint {
      parts.append("<h3>\(words.hint)</h3>\n\(Self.rendered(hint))")
    }
    return "<section class=\"\(Self.tone(feedback.verdict))\">\n\(parts.joined())\n</section>"
  }

  private var leftOut: HTML {
    guard let (names, more) = words.leftOutNames else { return "" }
    let items =
      names.map { "<li class=\"code\">\($0)</li>" as HTML }
      + [more.map { "<li class=\"quiet\">\($0)</li>" as HTML }].compactMap(\.self)
    return "<h2>\(words.leftOut)</h2>\n<ul>\n\(items.joined())\n</ul>"
  }

  /// A region that scrolls has to be reached by keyboard.
  private func pre(_ text: String) -> HTML { "<pre tabindex=\"0\">\(text)</pre>" }

  private static func tone(_ verdict: Verdict) -> String {
    switch verdict {
    case .passes: "good"
    case .void: "open"
    case .fails, .doesNotCompile, .crashes, .hangs: "bad"
    }
  }

  /// Hints are Markdown of the plainest kind: paragraphs, `code`, and code that is indented by four spaces.
  static func rendered(_ markdown: String) -> HTML {
    markdown.split(separator: "\n\n").map { block -> HTML in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.allSatisfy({ $0.hasPrefix("    ") }) {
        let code = lines.map { String($0.dropFirst(4)) }.joined(separator: "\n")
        return "<pre tabindex=\"0\">\(code)</pre>"
      }
      return "<p>\(HTML.prose(String(block)))</p>"
    }.joined()
  }

  private static let style: HTML = """
    .who { font-size: 1.15rem; }
    section {
      margin: 1.25rem 0; padding: 1rem 1.25rem; border-radius: .5rem; background: var(--raised);
      border: 1px solid var(--line); border-left: 5px solid var(--line);
    }
    section.good { border-left-color: var(--good); }
    section.bad { border-left-color: var(--bad); }
    section.open { border-left-color: var(--warm); }
    section h2 { margin: 0 0 .25rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
    .verdict { font-weight: 600; margin-right: .75rem; }
    .good .verdict { color: var(--good); }
    .bad .verdict { color: var(--bad); }
    .open .verdict, .note { color: var(--warm); }
    .law { font-style: italic; }
    pre {
      margin: .5rem 0; padding: .75rem; overflow-x: auto; background: var(--page);
      border: 1px solid var(--line); border-radius: .35rem; font-size: .85rem;
    }
    ul { margin: .25rem 0; padding-left: 1.25rem; }
    @media print { section { break-inside: avoid; } pre { white-space: pre-wrap; } }
    """
}
