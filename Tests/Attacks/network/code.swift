import Glibc

private func attack() { _ = socket(AF_INET, 1, 0) }
