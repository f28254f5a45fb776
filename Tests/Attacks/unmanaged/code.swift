private func attack() { Unmanaged.passUnretained(Vault()).release() }
private final class Vault {}
