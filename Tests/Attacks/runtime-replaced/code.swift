@_cdecl("swift_willThrow") public func willThrow() {}
private func attack() {}
