internal import CurveStore
internal import SystemFiles

/// A reader of a metric of MLflow's file store: milliseconds, a value and an optional step per
/// line.
struct MetricReader: RecordReader {
  private let name: String
  private var builder = LogBuilder(.mlflow)
  private let series: Int
  private var lines = 0

  init(name: String) {
    self.name = name
    series = builder.series(name, run: builder.run())
  }

  init?(_ head: LogHead) {
    guard Self.isMetric(head.firstWords) else { return nil }
    self.init(name: head.path.split(separator: "/").last.map(String.init) ?? "value")
  }

  /// Returns true for milliseconds, a value and an optional step.
  private static func isMetric(_ words: [ArraySlice<UInt8>]) -> Bool {
    guard words.count == 2 || words.count == 3 || words.count == 5,
      let time = NumberText(words[0]).value, time >= 1e11, time < 1e15
    else { return false }
    return NumberText(words[1]).value != nil
  }

  mutating func read(_ window: LogWindow) -> Int {
    var lines = LogLines(window, count: lines)
    while let line = lines.next() {
      let words = line.words
      guard Self.isMetric(words), line.isWhole,
        let time = NumberText(words[0]).value, let value = NumberText(words[1]).value
      else {
        builder.note(
          LogNote(
            .damaged, line: line.number, offset: line.start,
            line.isTerminated
              ? "no time, value and step; the line is left out"
              : "the last line is cut off and left out"))
        continue
      }
      let step = words.count > 2 ? NumberText(words[2]).value : 0
      builder.append(
        LogPoint(step: DelimitedCell.whole(step), wallTime: time / 1000, value: value),
        to: series)
    }
    self.lines = lines.count
    return lines.used
  }

  func contents(path: String) throws(FileError) -> LogContents {
    if builder.isEmpty { throw DocumentReader.noMetrics(path) }
    return builder.contents()
  }
}
