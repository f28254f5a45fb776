import Glibc

private func attack() {
  var child: pid_t = 0
  _ = posix_spawn(&child, "/bin/sh", nil, nil, nil, nil)
  setsid()
}
