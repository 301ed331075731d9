internal import Cells

/// A line of Markdown cut into parts of one emphasis each, without the signs of emphasis.
struct MarkdownSpans: Equatable {
  /// The emphasis of a part.
  enum Emphasis: Equatable {
    case plain, strong, code
  }

  /// A part of one emphasis.
  struct Span: Equatable {
    var text: String
    var emphasis: Emphasis
  }

  /// The parts, in order; none is empty.
  private(set) var spans: [Span] = []

  /// Cuts a line.
  ///
  /// Signs count only around words, so that `2 * 3 * 4` and `grad_norm` stay as they are.
  ///
  /// - Complexity: O(length).
  init(_ line: some StringProtocol) {
    let text = Array(line)
    // A sign that nothing closes is closed by nothing further on, either.
    var unclosed: Set<[Character]> = []
    var index = 0
    while index < text.count {
      if let (sign, emphasis) = Self.sign(at: index, in: text), !unclosed.contains(sign) {
        if let end = Self.end(of: sign, after: index + sign.count, in: text) {
          append(String(text[index + sign.count..<end]), emphasis)
          index = end + sign.count
          continue
        }
        unclosed.insert(sign)
      }
      append(String(text[index]), .plain)
      index += 1
    }
  }

  private mutating func append(_ text: String, _ emphasis: Emphasis) {
    if let last = spans.indices.last, spans[last].emphasis == emphasis {
      spans[last].text += text
    } else {
      spans.append(Span(text: text, emphasis: emphasis))
    }
  }

  /// The sign of emphasis that opens at a place; nil for none.
  private static func sign(
    at index: Int, in text: [Character]
  ) -> (sign: [Character], emphasis: Emphasis)? {
    if text[index] == "`" { return (["`"], .code) }
    guard text[index] == "*" || text[index] == "_" else { return nil }
    let isDouble = index + 1 < text.count && text[index + 1] == text[index]
    let sign = Array(repeating: text[index], count: isDouble ? 2 : 1)
    let next = index + sign.count
    // Before it no word, behind it one.
    guard index == 0 || !isWord(text[index - 1]), next < text.count, !text[next].isWhitespace,
      text[next] != text[index]
    else { return nil }
    return (sign, isDouble ? .strong : .plain)
  }

  /// The place of the sign that closes; nil for none.
  private static func end(of sign: [Character], after start: Int, in text: [Character]) -> Int? {
    guard start < text.count else { return nil }
    var index = start + 1
    while index + sign.count <= text.count {
      let next = index + sign.count
      if text[index..<next].elementsEqual(sign), sign[0] == "`" || !text[index - 1].isWhitespace,
        sign[0] == "`" || next == text.count || !isWord(text[next]) && text[next] != sign[0]
      {
        return index
      }
      index += 1
    }
    return nil
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
