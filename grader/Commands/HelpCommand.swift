extension Subcommand {
  static let help = Subcommand(
    name: "help", operands: .subcommand,
    summary: Words("more about one of them", ja: "コマンドの詳しい説明"),
    about: Words(
      "Says more about a command; without one, lists them all.",
      ja: "コマンドを詳しく説明します。書かなければ一覧を出します。")
  ) { session in
    let help = Help(language: session.language)
    session.console.show(raw: try help.text(for: session.arguments.names.first))
    return .passes
  }
}
