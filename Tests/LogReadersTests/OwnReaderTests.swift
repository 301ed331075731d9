import CurveStore
import Foundation
import LogReaders
import TestSupport
import Testing

extension LogFormat {
  fileprivate static let tally = LogFormat("tally", "a tally", epochBase: 1)
}

/// A reader of lines of bars, one per unit, below the word `tally`, which may be followed by a name.
private struct TallyReader: RecordReader {
  private var builder = LogBuilder(.tally)
  private var lines = 0
  private let name: String

  init?(_ head: LogHead) {
    let words = head.firstWords.map { String(decoding: $0, as: UTF8.self) }
    guard words.first == "tally" else { return nil }
    name = words.count > 1 ? words[1] : "bars"
    _ = builder.run()
  }

  var traits: AnyHashable { name }

  mutating func read(_ window: LogWindow) -> Int {
    var lines = LogLines(window, count: lines)
    while let line = lines.next() {
      guard line.isWhole else { break }
      if line.number > 1 {
        builder.add(name, step: Int64(line.number - 1), Double(line.bytes.count { $0 == 0x7C }))
      }
    }
    self.lines = lines.count
    return lines.used
  }

  func contents(path: String) -> LogContents { builder.contents() }
}

/// Readers that a program adds to those of the package.
@Suite struct OwnReaderTests {
  private static let readers = [TallyReader.self] + RecordReaders.all
  private static let text = "tally wins\n|\n|||\n||\n"

  private func values(_ contents: LogContents) -> [Double] {
    let points = contents.runs.first?.series.first?.points ?? LogPoints()
    return (0..<points.count).map { points.value(at: $0) }
  }

  @Test func itReadsItsOwnFormAndLeavesOthersToTheirReaders() throws {
    try SampleLogs.withFile(Array(Self.text.utf8), named: "log.txt") { path in
      let contents = try LogContents(path: path, readers: Self.readers)
      #expect(contents.format == .tally)
      #expect(values(contents) == [1, 3, 2])
      #expect(contents.runs.first?.series.first?.name == "wins")
      #expect((try? LogContents(path: path))?.format != .tally)
    }
    for name in ["keras.csv", "keras3.log", "records.jsonl", "run-ab12cd34.wandb", "mlflow.db"] {
      let path = SampleLogs.path(name)
      let contents = try LogContents(path: path, readers: Self.readers)
      #expect(try contents == LogContents(path: path))
    }
  }

  /// The name grows with the beginning: the log is read again with every longer one.
  @Test func aLogThatArrivesByteByByteReadsAsAFile() throws {
    var follower = LogFollower(path: "-", readers: Self.readers)
    var last: LogContents?
    for byte in Self.text.utf8 {
      follower.append([byte])
      if case .changed(let contents, _, _, _) = follower.next() { last = contents }
    }
    let contents = try #require(last)
    #expect(contents.format == .tally)
    #expect(values(contents) == [1, 3, 2])
    #expect(contents.runs.first?.series.map(\.name) == ["wins"])
  }

  @Test func aFollowedFileIsReadOn() throws {
    try SampleLogs.withFile(Array(Self.text.utf8), named: "log.txt") { path in
      var follower = LogFollower(path: path, readers: Self.readers)
      guard case .changed(let first, true, _, _) = follower.next() else {
        Issue.record("the file is there")
        return
      }
      #expect(values(first) == [1, 3, 2])
      try Data((Self.text + "||||\n").utf8).write(to: URL(fileURLWithPath: path))
      guard case .changed(let grown, true, _, _) = follower.next() else {
        Issue.record("the file has grown")
        return
      }
      #expect(values(grown) == [1, 3, 2, 4])
    }
  }

  @Test func aFolderIsReadByTheSameReaders() throws {
    try SampleLogs.withFile(Array(Self.text.utf8), named: "log.txt") { path in
      let folder = (path as NSString).deletingLastPathComponent
      let contents = try LogContents(path: folder, readers: Self.readers)
      #expect(contents.format == .tally)
      #expect(values(contents) == [1, 3, 2])
    }
  }
}
