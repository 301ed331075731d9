/// Reads numbers without a header: MLflow's metric files and the `results.txt` of old YOLO versions.
enum HeaderlessReader {
  /// Reads the text; nil when its lines are not of one of these kinds.
  ///
  /// - Complexity: O(bytes).
  static func read(_ text: LogText) -> LogContents? {
    var lines = TextLines(text.bytes)
    guard let first = lines.next() else { return nil }
    let words = split(first.bytes)
    if isMetric(words) {
      let name = text.path.split(separator: "/").last.map(String.init) ?? "value"
      var builder = LogBuilder(.mlflow)
      text.notes.forEach { builder.note($0) }
      readMetric(text, name: name, run: builder.run(), &builder)
      return builder.isEmpty ? nil : builder.contents()
    }
    return isResults(words) ? results(text) : nil
  }

  private static func split(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// Milliseconds, a value and perhaps a step.
  private static func isMetric(_ words: [ArraySlice<UInt8>]) -> Bool {
    guard words.count == 2 || words.count == 3 || words.count == 5,
      let time = NumberText(words[0]).value, time >= 1e11, time < 1e15
    else { return false }
    return NumberText(words[1]).value != nil
  }

  /// Reads the lines of one metric of MLflow's file store.
  static func readMetric(
    _ text: LogText, name: String, run: Int, file: String? = nil, _ builder: inout LogBuilder
  ) {
    let series = builder.series(name, run: run)
    var lines = TextLines(text.bytes)
    while let line = lines.next() {
      let words = split(line.bytes)
      guard isMetric(words), line.isTerminated, let time = NumberText(words[0]).value,
        let value = NumberText(words[1]).value
      else {
        builder.note(
          LogNote(
            .damaged, file: file, line: line.number, offset: line.start,
            line.isTerminated
              ? "no time, value and step; the line is left out"
              : "the last line is cut off and left out"))
        continue
      }
      let step = words.count > 2 ? NumberText(words[2]).value : 0
      builder.append(
        LogPoint(step: DelimitedReader.whole(step), wallTime: time / 1000, value: value),
        to: series)
    }
  }

  private static let resultNames = [
    "", "", "train/box_loss", "train/obj_loss", "train/cls_loss", "train/total_loss", "", "",
    "metrics/precision", "metrics/recall", "metrics/mAP_0.5", "metrics/mAP_0.5:0.95",
    "val/box_loss", "val/obj_loss", "val/cls_loss",
  ]

  private static func isResults(_ words: [ArraySlice<UInt8>]) -> Bool {
    words.count >= 12 && words[0].contains(UInt8(ascii: "/"))
      && words[1].last == UInt8(ascii: "G")
  }

  private static func results(_ text: LogText) -> LogContents? {
    var builder = LogBuilder(.yoloResults)
    text.notes.forEach { builder.note($0) }
    _ = builder.run()
    builder.note(
      LogNote(.remark, "no header: the columns are named as YOLOv5 and YOLOv7 order them"))
    var lines = TextLines(text.bytes)
    while let line = lines.next() {
      var words = split(line.bytes)
      guard isResults(words), let epoch = NumberText(words[0].prefix { $0 != 0x2F }).value else {
        builder.note(LogNote(.damaged, line: line.number, "no row of results"))
        continue
      }
      if !line.isTerminated { words.removeLast() }
      for (name, word) in zip(resultNames, words) where !name.isEmpty {
        if let value = NumberText(word).value {
          builder.add(
            name, split: name.hasPrefix("metrics") ? .validation : nil, epoch: epoch, value)
        }
      }
    }
    return builder.isEmpty ? nil : builder.contents()
  }
}
