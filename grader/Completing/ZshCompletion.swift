/// Completion for zsh: to be evaluated after `compinit`, or kept as `_grader` in a folder of `fpath`.
struct ZshCompletion {
  let language: Language

  var script: String {
    """
    #compdef grader
    # Completes grader in zsh.

    _grader_course() {
      local folder=$PWD
      until [[ -e $folder/Lessons/course.json ]]; do
        [[ $folder == */* ]] || return 1
        folder=${folder%/*}
      done
      print -r -- $folder
    }

    _grader_lessons() {
      local folder text
      local -a lessons
      folder=$(_grader_course) || return 1
      for text in $folder/Lessons/[0-9][0-9]-*.md(N:t:r); do
        # By its subject alone if that is how it is begun.
        [[ $PREFIX == [A-Za-z]* ]] && text=${text#*-}
        lessons+=($text)
      done
      compadd -a lessons
    }

    _grader_scenarios() {
      local folder
      local -a scenarios
      folder=$(_grader_course) || return 1
      scenarios=($folder/Tests/Scenarios/*(N:t:r))
      compadd -a scenarios
    }

    _grader_commands() {
      local -a commands=(
    \(commands)
      )
      _describe -t commands \(Shell.quoted(Words("command", ja: "コマンド")[language])) commands
    }

    _grader() {
      local context state state_descr
      local -a line
      local -A opt_args
      _arguments -C \\
    \(specifications(of: .status)) \\
        '1: :_grader_commands' '*:: :->rest'
      [[ $state == rest ]] || return
      case $line[1] in
    \(Subcommand.all.map(branch).joined(separator: "\n"))
      esac
    }

    if [[ $funcstack[1] == _grader ]]; then
      _grader "$@"
    else
      compdef _grader grader
    fi
    """
  }

  private var commands: String {
    Subcommand.all.map { subcommand in
      "    " + Shell.quoted("\(subcommand.name):\(escaped(subcommand.summary[language]))")
    }.joined(separator: "\n")
  }

  private func branch(_ subcommand: Subcommand) -> String {
    """
        \(subcommand.name))
          _arguments \\
    \(specifications(of: subcommand))\(operand(of: subcommand)) ;;
    """
  }

  private func specifications(of subcommand: Subcommand) -> String {
    subcommand.allOptions.flatMap(specifications).map { "        " + $0 }
      .joined(separator: " \\\n")
  }

  /// One for each of its names: each excludes the other.
  private func specifications(_ option: Option) -> [String] {
    let excluded = (option.names + [option.excludes].compactMap(\.self)).joined(separator: " ")
    let value = option.value.map(action) ?? ""
    return option.names.map { name in
      let sign = option.value != nil && name.hasPrefix("--") ? "=" : ""
      return Shell.quoted("(\(excluded))\(name)\(sign)[\(escaped(option.about[language]))]\(value)")
    }
  }

  private func action(_ value: Option.Value) -> String {
    let message = escaped(value.placeholder)
    return switch value {
    case .number, .text: ":\(message): "
    case .folder: ":\(message):_files -/"
    case .file: ":\(message):_files"
    case .oneOf(let words): ":\(message):(\(words.joined(separator: " ")))"
    }
  }

  private func operand(of subcommand: Subcommand) -> String {
    switch subcommand.operands {
    case .none: ""
    case .lesson: " \\\n        '1: :_grader_lessons'"
    case .lessons: " \\\n        '*: :_grader_lessons'"
    case .scenario: " \\\n        '1: :_grader_scenarios'"
    case .subcommand: " \\\n        '1: :_grader_commands'"
    case .folder: " \\\n        '1: :_files -/'"
    case .oneOf(_, let words): " \\\n        '1: :(\(words.joined(separator: " ")))'"
    }
  }

  /// What `_arguments` and `_describe` would take for their own punctuation.
  private func escaped(_ text: String) -> String {
    text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
