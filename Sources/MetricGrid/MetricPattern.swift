package import Cells

/// A typed pattern that selects metrics by their names, without regard to case.
package struct MetricPattern: Equatable, Sendable {
  /// The way in which a text is understood.
  package enum Kind: String, Equatable, Sendable {
    /// A part of a name; if no name contains it, its letters in this order.
    case text
    /// A whole name with `*` for any characters and `?` for one.
    case glob
    /// A regular expression that matches a part of a name.
    case expression = "regex"

    /// The word for a pattern that is more than plain text; nil for that.
    package var words: String? { self == .text ? nil : rawValue }
  }

  /// The text as it was typed.
  package let text: String
  /// The way in which it is understood.
  package let kind: Kind

  /// Creates a pattern.
  ///
  /// Text with `^`, `$`, `|`, `\`, `+`, `.*` or a set such as `[0-9]` is a regular expression,
  /// text with `*` or `?` is a glob. What is not a valid regular expression is plain text.
  package init(_ text: String) {
    self.text = text
    let isSet = text.contains("[") && text.contains("]")
    if isSet || text.contains(".*") || text.contains(where: { "^$|\\+".contains($0) }) {
      kind = NameExpression.read(text) == nil ? .text : .expression
    } else {
      kind = text.contains { $0 == "*" || $0 == "?" } ? .glob : .text
    }
  }

  /// The words in the place of a list in which nothing matches a text.
  ///
  /// - Parameter kind: The word for what is listed.
  package static func noMatch(_ kind: String, _ text: String) -> String {
    "no \(kind) matches /\(text.sanitized); Esc shows all"
  }

  /// Writes these words in the lines of a rectangle.
  package static func writeNoMatch(
    _ kind: String, _ text: String, in rect: Rect, _ style: Style, on grid: inout CellGrid
  ) {
    let lines = noMatch(kind, text).wrapped(to: rect.width)
    for (row, line) in lines.prefix(max(0, rect.height)).enumerated() {
      grid.write(line, at: rect.x, rect.y + row, style)
    }
  }

  /// The longest part of a name that a regular expression is tried on.
  private static let longest = 200

  /// The indices of the names that match, in their order.
  ///
  /// - Parameter inOrder: True when letters in this order match if no name contains the text.
  /// - Complexity: O(characters of all names) for text; O(pattern · characters) for a glob.
  package func matches(in names: [String], inOrder: Bool = true) -> [Int] {
    guard !text.isEmpty else { return Array(names.indices) }
    switch kind {
    case .text:
      let sought = Array(text.lowercased().utf8)
      let all = names.map { Array($0.lowercased().utf8) }
      let containing = all.indices.filter { Self.contains(all[$0], sought) }
      if !containing.isEmpty || !inOrder { return containing }
      return all.indices.filter { Self.hasInOrder(all[$0], sought) }
    case .glob:
      let pattern = Array(text.lowercased())
      return names.indices.filter { Self.matches(Array(names[$0].lowercased()), pattern) }
    case .expression:
      guard let expression = NameExpression.read(text) else { return [] }
      return names.indices.filter {
        expression.matches(String(names[$0].prefix(Self.longest)))
      }
    }
  }

  private static func contains(_ name: [UInt8], _ sought: [UInt8]) -> Bool {
    guard name.count >= sought.count else { return false }
    return (0...name.count - sought.count).contains { start in
      name[start..<start + sought.count].elementsEqual(sought)
    }
  }

  private static func hasInOrder(_ name: [UInt8], _ sought: [UInt8]) -> Bool {
    var rest = sought[...]
    for byte in name where byte == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// True when a glob matches all of a name.
  private static func matches(_ name: [Character], _ glob: [Character]) -> Bool {
    var (index, position) = (0, 0)
    var star: (glob: Int, name: Int)?
    while index < name.count {
      if position < glob.count, glob[position] == "*" {
        star = (position, index)
        position += 1
      } else if position < glob.count, glob[position] == "?" || glob[position] == name[index] {
        position += 1
        index += 1
      } else if let last = star {
        // The last star takes one more character.
        star = (last.glob, last.name + 1)
        (position, index) = (last.glob + 1, last.name + 1)
      } else {
        return false
      }
    }
    return glob[position...].allSatisfy { $0 == "*" }
  }
}
