#if !os(Amiga)
  import Glibc
#endif

private func attack() { exit(0) }
