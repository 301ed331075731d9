/// An element of an XML file: what data sets need of it.
struct MarkupElement {
  /// The name of the tag.
  var name: String
  /// The text between its tags, that of children left out, without blanks at the ends.
  var text = ""
  /// The elements within, in order.
  var children: [MarkupElement] = []
  /// The line where it begins, from 1.
  var line: Int

  /// The first child of a name.
  func first(_ name: String) -> MarkupElement? { children.first { $0.name == name } }

  /// All children of a name.
  func all(_ name: String) -> [MarkupElement] { children.filter { $0.name == name } }
}
