/// The greeting for a guest.
public func greeting(for name: String) -> String { "" }  // TODO: greet by name.
