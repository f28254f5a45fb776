import Foundation

private func attack() { print((try? FileManager.default.contentsOfDirectory(atPath: "/")) ?? []) }
