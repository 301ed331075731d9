internal import CurveStore
internal import SystemFiles

/// A reader of the `results.txt` of old YOLO versions: rows without a header.
struct ResultsReader: RecordReader {
  private let columns: ResultsColumns
  private var builder = LogBuilder(.yoloResults)
  private var lines = 0

  init?(_ head: LogHead) {
    guard Self.isResults(head.firstWords) else { return nil }
    columns = ResultsColumns(head.firstWords)
    _ = builder.run()
    builder.note(
      LogNote(
        .remark,
        columns.areKnown
          ? "no header: the columns are named by their number and their values"
          : "no header and an unknown number of columns: they are numbered"))
  }

  var traits: AnyHashable { columns }

  private static func isResults(_ words: [ArraySlice<UInt8>]) -> Bool {
    words.count >= 12 && words[0].contains(UInt8(ascii: "/"))
      && words[1].last == UInt8(ascii: "G")
  }

  mutating func read(_ window: LogWindow) -> Int {
    var lines = LogLines(window, count: lines)
    while let line = lines.next() {
      var words = line.words
      guard Self.isResults(words),
        let epoch = NumberText(words[0].prefix { $0 != 0x2F }).value
      else {
        builder.note(LogNote(.damaged, line: line.number, "not a row of results"))
        continue
      }
      if !line.isWhole { words.removeLast() }
      for (name, word) in zip(columns.names, words) where !name.isEmpty {
        guard let value = NumberText(word).value else { continue }
        builder.add(
          name, split: name.hasPrefix("metrics") ? .validation : nil, epoch: epoch, value)
      }
    }
    self.lines = lines.count
    return lines.used
  }

  func contents(path: String) throws(FileError) -> LogContents {
    if builder.isEmpty { throw DocumentReader.noMetrics(path) }
    return builder.contents()
  }
}

extension LogFormat {
  static let yoloResults = LogFormat(
    "yolo-results", "YOLO results.txt without a header", epochBase: 0)
}
