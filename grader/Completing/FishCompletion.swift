/// Completion for fish: to be kept as `grader.fish` in its folder of completions.
struct FishCompletion {
  let language: Language

  var script: String {
    """
    # Completes grader in fish.

    function __grader_course
        set -l folder $PWD
        while not test -e $folder/Lessons/course.json
            string match -q '*/*' -- $folder; or return
            set folder (string replace -r '/[^/]*$' '' -- $folder)
        end
        echo $folder
    end

    function __grader_lessons
        for text in (__grader_course)/Lessons/*.md
            set -l name (string replace -r '.*/(.*)\\.md$' '$1' -- $text)
            string match -qr '^[0-9][0-9]-' -- $name; or continue
            # By its subject alone if that is how it is begun.
            if string match -qr '^[A-Za-z]' -- (commandline -ct)
                string replace -r '^[0-9]*-' '' -- $name
            else
                echo $name
            end
        end
    end

    function __grader_scenarios
        for path in (__grader_course)/Tests/Scenarios/*
            string replace -r '.*/([^/.]*)[^/]*$' '$1' -- $path
        end
    end

    complete -c grader -f
    \(lines.joined(separator: "\n"))
    """
  }

  private var lines: [String] {
    var lines = Option.everywhere.map { option($0, when: nil) }
    for subcommand in Subcommand.all {
      let seen = "__fish_seen_subcommand_from \(subcommand.name)"
      lines.append(
        "complete -c grader -n __fish_use_subcommand -a \(subcommand.name)"
          + " -d \(quoted(subcommand.summary[language]))")
      lines += subcommand.options.map { option($0, when: seen) }
      if let words = operands(of: subcommand) {
        lines.append("complete -c grader -n \(quoted(seen)) -a \(quoted(words))")
      }
    }
    return lines + Subcommand.status.options.map { option($0, when: "__fish_use_subcommand") }
  }

  private func operands(of subcommand: Subcommand) -> String? {
    switch subcommand.operands {
    case .none: nil
    case .lesson, .lessons: "(__grader_lessons)"
    case .scenario: "(__grader_scenarios)"
    case .folder: "(__fish_complete_directories)"
    case .subcommand, .oneOf: subcommand.knownOperands.joined(separator: " ")
    }
  }

  private func option(_ option: Option, when condition: String?) -> String {
    let letter = option.letter.map { " -s \($0.dropFirst())" } ?? ""
    let value =
      switch option.value {
      case nil: ""
      case .number, .text: " -x"
      case .folder: " -x -a '(__fish_complete_directories)'"
      case .file: " -r -F"
      case .oneOf(let words): " -x -a \(quoted(words.joined(separator: " ")))"
      }
    return "complete -c grader" + (condition.map { " -n \(quoted($0))" } ?? "") + letter
      + " -l \(option.name.dropFirst(2))" + value + " -d \(quoted(option.about[language]))"
  }

  /// In single quotes fish escapes a quote, and a backslash, with a backslash.
  private func quoted(_ text: String) -> String {
    "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
  }
}
