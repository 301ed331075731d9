internal import Cells
package import RunModel

extension RunAxis {
  /// The unit in the plural: `epochs`.
  package var plural: String {
    switch self {
    case .epoch, .step: rawValue + "s"
    case .time: "times"
    case .wall: "times of day"
    }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The part of a metric's name after the last slash, which tells metrics apart.
  package var lastPart: String {
    split(separator: "/" as Character).last.map(String.init) ?? String(self)
  }
}

extension [String] {
  /// The first lines of a wrapped text, with an ellipsis for the rest.
  package func head(_ most: Int, width: Int, ellipsis: Unicode.Scalar) -> [String] {
    var head = Array(prefix(most))
    guard head.count < count, let last = head.popLast() else { return head }
    return head + ["\(last) \(ellipsis.cutSign)".cutBehindWord(to: width, ellipsis: ellipsis)]
  }
}

/// A count with its unit: `1 epoch`, `3 epochs`.
package func counted(_ count: Int, _ word: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(word)" : "\(count) \(plural ?? word + "s")"
}
