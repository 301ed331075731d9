internal import Cells
package import RunModel

/// The text of events in lines that fit a width.
package enum EventText {
  /// The columns of most values.
  private static let valueWidth = 8

  /// The lines of a row; a text that would need two of them loses the words that its sign stands
  /// for.
  ///
  /// - Parameter areSaved: True where weights are saved with best values of the same list.
  package static func lines(
    of text: String, _ mark: EventMark.Kind?, width: Int, areSaved: Bool = false
  ) -> [String] {
    let text = text.sanitized
    switch mark {
    case .best: return lines(ofBest: text, width: width, areSaved: areSaved)
    case .learningRateCut, .schedule, .edit: return lines(ofChange: text, width: width)
    case .checkpoint, .pause, .warning, .end, nil: return text.wrapped(to: width)
    }
  }

  /// The text of a change without the words that the person at the screen made it.
  private static func withoutHand(_ text: String) -> String {
    for hand in [CommandRequest.key, CommandRequest.typed] {
      if text.hasSuffix(" (\(hand))") { return String(text.dropLast(hand.count + 3)) }
      // Behind the name of a callback.
      if text.hasSuffix(", \(hand))") { return text.dropLast(hand.count + 3) + ")" }
    }
    return text
  }

  private static let rate = "learning rate "
  /// The columns of most changes of the rate.
  private static let rateWidth = 54

  private static func lines(ofChange text: String, width: Int) -> [String] {
    // Independent of the values' length, so that all rows of the rate look the same.
    let isShort = text.hasPrefix(rate) && width < rateWidth
    if text.cellWidth <= width, !isShort { return [text] }
    if text.hasPrefix(rate) { return text.dropFirst("learning ".count).wrapped(to: width) }
    return withoutHand(text).wrapped(to: width)
  }

  /// A row in one line: a change that is too long for it loses who made it, then the callback whose
  /// parameter it is.
  package static func headline(of text: String, _ mark: EventMark.Kind?, width: Int) -> String {
    var words = text.sanitized
    guard mark == .edit, words.cellWidth > width else {
      return lines(of: text, mark, width: width).joined(separator: " ")
    }
    words = withoutHand(words)
    if words.cellWidth > width, words.hasSuffix(")"), let start = words.lastIndex(of: "(") {
      words = String(words[..<start].dropLast())
    }
    return words
  }

  private static func lines(ofBest text: String, width: Int, areSaved: Bool) -> [String] {
    let words = text.split(separator: " ")
    // Independent of the value's length and of whether weights were saved with this one, so that all
    // rows of one metric look the same.
    let isSaved = areSaved || text.hasSuffix(EventRow.saved)
    let room = width - 1 - valueWidth - (isSaved ? EventRow.saved.count : 0)
    guard words.first == "best", String(EventRow.metric(in: text)).cellWidth > room else {
      return text.wrapped(to: width)
    }
    return words.dropFirst().map { $0.split(separator: "/").last.map(String.init) ?? String($0) }
      .joined(separator: " ").wrapped(to: width)
  }
}
