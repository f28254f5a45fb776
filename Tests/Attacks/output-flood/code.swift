private func attack() { while true { print(String(repeating: "day56 ", count: 1000)) } }
