import Glibc

private func attack() {
  guard let path = CommandLine.arguments.last, let file = fopen(path, "w") else { return }
  fputs("{\"kind\":\"runEnded\"}\n", file)
  fclose(file)
  _exit(0)
}
