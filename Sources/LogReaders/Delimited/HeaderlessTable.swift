/// Detection of tables without a header: MLflow's metric files and the `results.txt` of old YOLO
/// versions.
enum HeaderlessTable {
  /// The form of a text.
  enum Form {
    /// MLflow's metric file.
    case metric
    /// YOLO's results.
    case results
    /// Another text.
    case none
  }

  /// The form of a text, judged by its first line.
  ///
  /// - Complexity: O(the first line's bytes).
  static func form(of head: [UInt8]) -> Form {
    var lines = LogLines(LogWindow(head), count: 0)
    guard let first = lines.next() else { return .none }
    let words = split(first.bytes)
    return isMetric(words) ? .metric : isResults(words) ? .results : .none
  }

  /// The words of a line.
  static func split(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// Returns true for milliseconds, a value and an optional step.
  static func isMetric(_ words: [ArraySlice<UInt8>]) -> Bool {
    guard words.count == 2 || words.count == 3 || words.count == 5,
      let time = NumberText(words[0]).value, time >= 1e11, time < 1e15
    else { return false }
    return NumberText(words[1]).value != nil
  }

  /// Returns true for a row of YOLO's results.
  static func isResults(_ words: [ArraySlice<UInt8>]) -> Bool {
    words.count >= 12 && words[0].contains(UInt8(ascii: "/"))
      && words[1].last == UInt8(ascii: "G")
  }
}
