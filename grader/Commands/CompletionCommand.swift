extension Subcommand {
  static let completion = Subcommand(
    name: "completion",
    operands: .oneOf(
      Shell.allCases.map(\.rawValue).joined(separator: "|"), Shell.allCases.map(\.rawValue)),
    summary: Words("lets your shell complete what you type", ja: "シェルの補完スクリプトを出します"),
    about: Words(
      """
      Prints a script with which your shell completes subcommands, options and lessons. To install it:

        bash   grader completion bash > ~/.local/share/bash-completion/completions/grader
               or, without the package bash-completion, in ~/.bashrc: source FILE
        zsh    grader completion zsh > DIR/_grader, where DIR is in your fpath before compinit
        fish   grader completion fish > ~/.config/fish/completions/grader.fish

      It completes the program by its name: `.build/debug/grader`, or an alias `grader` for it. What stands
      behind `swift run` is completed by SwiftPM alone.
      """,
      ja: """
        サブコマンド、オプション、レッスンをシェルで補完するためのスクリプトを出します。組み込むには:

          bash   grader completion bash > ~/.local/share/bash-completion/completions/grader
                 bash-completion がなければ、ファイルに書き出して ~/.bashrc で source してください
          zsh    grader completion zsh > DIR/_grader（DIR は compinit より前に fpath に入れる）
          fish   grader completion fish > ~/.config/fish/completions/grader.fish

        補完が効くのは `.build/debug/grader`、またはその別名 `grader` です。`swift run` のあとに続く部分は
        SwiftPM の補完に任されます。
        """)
  ) { session in
    guard let shell = session.arguments.names.first.flatMap(Shell.init) else { return .usage }
    session.console.show(raw: shell.completion(in: session.language))
    return .passes
  }
}
