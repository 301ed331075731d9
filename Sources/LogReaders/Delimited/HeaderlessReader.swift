/// Tells numbers without a header: MLflow's metric files and the `results.txt` of old YOLO versions.
enum HeaderlessReader {
  /// Which of them a text is.
  enum Form {
    case metric
    case results
    case none
  }

  /// Tells by the first line.
  ///
  /// - Complexity: O(the first line's bytes).
  static func form(of head: [UInt8]) -> Form {
    var lines = TextLines(LogWindow(head), count: 0)
    guard let first = lines.next() else { return .none }
    let words = split(first.bytes)
    return isMetric(words) ? .metric : isResults(words) ? .results : .none
  }

  static func split(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// Milliseconds, a value and perhaps a step.
  static func isMetric(_ words: [ArraySlice<UInt8>]) -> Bool {
    guard words.count == 2 || words.count == 3 || words.count == 5,
      let time = NumberText(words[0]).value, time >= 1e11, time < 1e15
    else { return false }
    return NumberText(words[1]).value != nil
  }

  static func isResults(_ words: [ArraySlice<UInt8>]) -> Bool {
    words.count >= 12 && words[0].contains(UInt8(ascii: "/"))
      && words[1].last == UInt8(ascii: "G")
  }
}
