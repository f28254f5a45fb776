import /* nothing */ Glibc

private func attack() { exit(0) }
