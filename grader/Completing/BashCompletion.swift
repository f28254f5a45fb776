/// Completion for bash, from version 3.2 on, which is the one that macOS has.
struct BashCompletion {
  var script: String {
    """
    # Completes grader in bash.

    _grader_course() {
      local folder=$PWD
      until [[ -e $folder/Lessons/course.json ]]; do
        [[ $folder == */* ]] || return
        folder=${folder%/*}
      done
      printf '%s\\n' "$folder"
    }

    # Prints the plain names among some paths; compgen would expand what stands in an odd one.
    _grader_names() {
      local path name
      for path; do
        name=${path##*/}
        name=${name%.*}
        [[ $name == *[!A-Za-z0-9-]* ]] || printf '%s\\n' "$name"
      done
    }

    _grader_lessons() {
      local folder name
      folder=$(_grader_course)
      for name in $(_grader_names "$folder"/Lessons/[0-9][0-9]-*.md); do
        # By its subject alone if that is how it is begun.
        [[ $1 == [A-Za-z]* ]] && name=${name#*-}
        printf '%s\\n' "$name"
      done
    }

    _grader_scenarios() {
      local folder
      folder=$(_grader_course)
      _grader_names "$folder"/Tests/Scenarios/*
    }

    _grader() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
      local command= operands=0 options= words= i
      local IFS=$' \\t\\n'
      # Readline takes --lang=en for three words.
      if [[ $current == = ]]; then
        current=
      elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
      fi
      for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
          =) ((i++)) ;;
    \(valueOptions)
          -*) ;;
          *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; else ((operands++)); fi ;;
        esac
      done
      COMPREPLY=()
      case $previous in
    \(values)
      esac
      case $command in
    \(subcommands)
      esac
      [[ $current == -* ]] && words=$options
      COMPREPLY=($(compgen -W "$words" -- "$current"))
    }

    complete -F _grader grader
    """
  }

  private func names(_ options: [Option]) -> String {
    options.flatMap(\.names).joined(separator: " ")
  }

  private var valueOptions: String {
    let names = Option.known.filter { $0.value != nil }.flatMap(\.names)
    return "      \(names.joined(separator: " | "))) [[ ${COMP_WORDS[i + 1]} == = ]] || ((i++)) ;;"
  }

  /// What may stand after an option.
  private var values: String {
    Option.known.compactMap { option in
      option.value.map { "    \(option.names.joined(separator: " | "))) \(reply($0)); return ;;" }
    }.joined(separator: "\n")
  }

  private func reply(_ value: Option.Value) -> String {
    switch value {
    case .number, .text: "COMPREPLY=()"
    case .folder: "compopt -o filenames 2>/dev/null; IFS=$'\\n'; \(reply("-d"))"
    case .file: "compopt -o filenames 2>/dev/null; IFS=$'\\n'; \(reply("-f"))"
    case .oneOf(let words): reply("-W \(Shell.quoted(words.joined(separator: " ")))")
    }
  }

  private func reply(_ kind: String) -> String { "COMPREPLY=($(compgen \(kind) -- \"$current\"))" }

  private var subcommands: String {
    let status = Subcommand.status
    let commands = Subcommand.all.map(\.name).joined(separator: " ")
    let first = "    '') options='\(names(status.allOptions))'; words='\(commands)' ;;"
    let others = Subcommand.all.map { subcommand in
      "    \(subcommand.name)) options='\(names(subcommand.allOptions))'\(words(of: subcommand)) ;;"
    }
    return ([first] + others).joined(separator: "\n")
  }

  private func words(of subcommand: Subcommand) -> String {
    let lessons = "words=$(_grader_lessons \"$current\")"
    return switch subcommand.operands {
    case .none: ""
    case .lessons: "; \(lessons)"
    case .lesson: "; ((operands)) || \(lessons)"
    case .scenario: "; ((operands)) || words=$(_grader_scenarios)"
    case .folder: "; ((operands)) || { \(reply(.folder)); [[ $current == -* ]] || return; }"
    case .subcommand, .oneOf:
      "; ((operands)) || words='\(subcommand.knownOperands.joined(separator: " "))'"
    }
  }
}
