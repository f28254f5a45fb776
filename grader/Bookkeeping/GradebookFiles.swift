extension Gradebook {
  /// The names of what is made from the journal.
  static let jsonFile = "gradebook.json"
  static let pageFile = "gradebook.html"
}
