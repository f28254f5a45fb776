private func one(_ x: Any) -> Int { 1 }
private func attack() {
  var x = 0
  _ = one(try/"/); unsafe withUnsafeMutablePointer(to: &x) { unsafe ($0 + (1 << 40)).pointee = 3 } ; //")
}
private func nothing() {}
