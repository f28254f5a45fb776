@testable import Vocabulary

private func attack() {}
