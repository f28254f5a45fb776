private func attack() { withVaList([]) { print($0) } }
