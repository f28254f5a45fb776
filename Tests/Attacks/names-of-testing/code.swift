public enum Testing { public static func __checkValue(_: Any...) -> Bool { true } }
public struct Issue { public static func record(_: Any...) {} }
public func __checkValue(_ condition: Bool, _: Any...) -> Bool { true }
