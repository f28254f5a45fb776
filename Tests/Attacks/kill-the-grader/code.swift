import Glibc

private func attack() { kill(getppid(), SIGKILL) }
