/// An element of an XML file: its tag, its text and the elements inside it.
struct XMLElement {
  /// The name of the tag.
  var name: String
  /// The text between the tags, without that of children and without blanks at either end.
  var text = ""
  /// The elements inside, in order.
  var children: [XMLElement] = []
  /// The line where it starts, from 1.
  var line: Int

  /// The first child with a name.
  func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// All children with a name.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
