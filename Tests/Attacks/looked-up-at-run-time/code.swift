import Glibc

private func attack() { _ = dlsym(nil, "exit") }
