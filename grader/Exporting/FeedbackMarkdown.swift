/// The feedback as Markdown. Whatever a learner wrote stands in it as text.
struct FeedbackMarkdown {
  let writer: FeedbackWriter
  let row: Gradebook.Row
  private var words: FeedbackWords { FeedbackWords(writer: writer, row: row) }

  var text: String {
    var parts = [
      "# \(escaped(writer.telling.say(writer.gradebook.title)))",
      "**\(escaped(words.who))** · \(words.sum)",
    ]
    parts += writer.lessons(of: row).map { heading, feedback in
      section(heading, feedback).joined(separator: "\n\n")
    }
    if let (names, more) = words.leftOutNames {
      parts.append("## \(words.leftOut)")
      parts.append(
        (names.map { "- \(code($0))" } + [more.map { "- \($0)" }].compactMap(\.self))
          .joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func section(_ heading: Gradebook.Heading, _ feedback: Feedback?) -> [String] {
    let title = "## \(escaped(writer.telling.say(heading.title)))"
    guard let feedback else { return [title, words.notGraded] }
    let verdict = writer.telling.say(feedback.verdict.words)
    let head = [verdict, words.score(feedback), words.tests(feedback)].joined(separator: " · ")
    var parts = [title, "**\(head)**"]
    parts.append("\(words.law): *\(escaped(writer.telling.say(heading.law)))*")
    parts += [words.late(feedback), words.void(feedback), words.rest(feedback)]
      .compactMap(\.self)
    if let reason = feedback.reason { parts += ["### \(words.why)", fence(reason)] }
    if let failed = feedback.failed {
      parts += ["### \(words.failedFirst)", "\(escaped(failed.title)) (\(failed.outcome))"]
      if let story = failed.story { parts.append(fence(story)) }
    }
    if !feedback.others.isEmpty {
      parts += [
        "### \(words.then)", feedback.others.map { "- \(escaped($0))" }.joined(separator: "\n"),
      ]
    }
    if let suspicion = feedback.suspicion {
      parts += ["### \(words.familiar)", prose(suspicion)]
    }
    // The course wrote it, as Markdown.
    if let hint = feedback.hint { parts += ["### \(words.hint)", hint] }
    return parts
  }

  /// With a backslash before everything that Markdown could take for its own.
  private func escaped(_ text: String) -> String {
    text.map { "\\`*_{}[]()<>#+-!|&~".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// The same, but what the course put between back-ticks stays code.
  private func prose(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, piece in
      index.isMultiple(of: 2) ? escaped(String(piece)) : "`\(piece)`"
    }.joined()
  }

  /// On one line, between more backticks than stand in it.
  private func code(_ text: String) -> String {
    let ticks = String(repeating: "`", count: longestRun(text) + 1)
    return "\(ticks) \(text) \(ticks)"
  }

  private func fence(_ text: String) -> String {
    let ticks = String(repeating: "`", count: max(3, longestRun(text) + 1))
    return "\(ticks)text\n\(text)\n\(ticks)"
  }

  private func longestRun(_ text: String) -> Int {
    text.split { $0 != "`" }.map(\.count).max() ?? 0
  }
}
