/// Somebody who takes the course, as the class list names them.
struct Learner: Equatable, Sendable {
  /// The name of the folder or archive that they hand in, without its ending.
  let id: String
  var name = ""
  var email = ""
  /// The further columns of the class list, such as an LMS's own numbers: title and content, in order.
  var others: [Column] = []

  struct Column: Equatable, Sendable {
    let title: String
    let text: String
  }

  /// The content of the first column of that title, whatever its case; nil if there is none.
  func other(_ title: String) -> String? {
    others.first { $0.title.lowercased() == title.lowercased() }?.text
  }
}

extension Learner {
  var json: JSON {
    [
      "id": .string(id), "name": .string(name), "email": .string(email),
      "others": .array(others.map { .array([.string($0.title), .string($0.text)]) }),
    ]
  }

  init?(_ json: JSON) {
    guard let id = json["id"]?.text else { return nil }
    self.init(
      id: id, name: json["name"]?.text ?? "", email: json["email"]?.text ?? "",
      others: (json["others"]?.items ?? []).compactMap { pair in
        guard let texts = pair.items?.compactMap(\.text), texts.count == 2 else { return nil }
        return Column(title: texts[0], text: texts[1])
      })
  }
}
