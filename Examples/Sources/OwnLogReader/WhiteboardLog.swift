import RunModel

/// A reader of a log that no tool writes: one line per epoch, `3 | loss .41 | mAP .52`.
struct WhiteboardLog {
  /// The epochs in the order of the file.
  private(set) var epochs: [RecordedEpoch] = []
  /// Lines without an epoch, numbered from 1.
  private(set) var ignored: [Int] = []

  init(_ text: String) {
    for (index, line) in text.split(separator: "\n").enumerated() {
      if let epoch = Self.epoch(line) {
        epochs.append(epoch)
      } else {
        ignored.append(index + 1)
      }
    }
  }

  /// Epochs are counted from 1 in the file, from 0 by callbacks.
  private static func epoch(_ line: Substring) -> RecordedEpoch? {
    let cells = line.split(separator: "|").map { $0.split(separator: " ") }
    guard let number = cells.first?.first.flatMap({ Int($0) }) else { return nil }
    var logs = Logs()
    for cell in cells.dropFirst() where cell.count == 2 {
      logs[String(cell[0])] = Double(cell[1])
    }
    return RecordedEpoch(epoch: number - 1, logs: logs)
  }
}
