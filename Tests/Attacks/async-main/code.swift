private func attack() { Task { _runAsyncMain {} } }
