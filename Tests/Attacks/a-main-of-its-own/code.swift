@main struct Main { static func main() { print("mine") } }
private func attack() {}
