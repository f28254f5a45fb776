private func attack() { print(depth(1)) }
private func depth(_ n: Int) -> Int { depth(n + 1) + n }
