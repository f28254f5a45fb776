@_silgen_name("$s7Testing5IssueV6recordyACyFZ") public func record() {}
private func attack() {}
