private let _runAsyncMain = 1
private func attack() { Task { _Concurrency._runAsyncMain {} } }
