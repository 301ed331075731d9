internal import Cells
package import RunModel

/// The text of events in lines that fit a width.
package enum EventText {
  /// The columns of most values.
  private static let valueWidth = 8

  /// The lines of a row; when a best value would need two of them, the word that the star stands for
  /// is left out.
  package static func lines(of text: String, _ mark: EventMark.Kind?, width: Int) -> [String] {
    let text = text.sanitized
    let words = text.split(separator: " ")
    // Independent of the value's length, so that all rows of one metric look the same.
    guard mark == .best, words.first == "best", let value = words.last,
      text.cellWidth - String(value).cellWidth + valueWidth > width
    else { return text.wrapped(to: width) }
    return words.dropFirst().map { $0.split(separator: "/").last.map(String.init) ?? String($0) }
      .joined(separator: " ").wrapped(to: width)
  }
}
