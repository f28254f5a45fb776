import Glibc

private func attack() {
  let file = fopen("/tmp/fill", "w")
  while true { fputs("day56", file) }
}
