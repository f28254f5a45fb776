/// The greeting for a guest.
public func greeting(for name: String) -> String { "Hello, \(name)!" }
