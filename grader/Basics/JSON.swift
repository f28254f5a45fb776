/// A JSON value. Members keep their order and their line, so that a complaint can name the place.
enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One `"key": value` of an object, and the line on which the key stands (0 if it was never text).
  struct Member: Sendable {
    let key: String
    let value: JSON
    let line: Int

    init(_ key: String, _ value: JSON, line: Int = 0) {
      self.key = key
      self.value = value
      self.line = line
    }
  }

  /// The first member of that name; nil if there is none or if this is no object.
  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  var items: [JSON]? { if case .array(let items) = self { items } else { nil } }

  /// The number, if it is a whole one that an `Int` can hold.
  var wholeNumber: Int? { number.flatMap { Int(exactly: $0) } }

  /// What this is, for a message: "a text", "a number", …
  var kind: Words {
    switch self {
    case .null: Words(same: "null")
    case .bool: Words("true or false", ja: "真偽値")
    case .number: Words("a number", ja: "数")
    case .string: Words("a text", ja: "文字列")
    case .array: Words("a list", ja: "配列")
    case .object: Words("an object", ja: "オブジェクト")
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .string(text) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(booleanLiteral flag: Bool) { self = .bool(flag) }
  init(arrayLiteral items: JSON...) { self = .array(items) }
  init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }

  /// A whole number.
  static func whole(_ number: Int) -> JSON { .number(Double(number)) }
  /// The text, or null.
  static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
}
