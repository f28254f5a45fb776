private func attack() { print(CommandLine.arguments) }
