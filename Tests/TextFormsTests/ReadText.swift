import CurveStore

@testable import TextForms

/// A reader without a tool of its own.
struct NoTool: ToolReader {
  var isActive: Bool { false }
  mutating func read(_ line: UnsafeBufferPointer<UInt8>) -> Bool { false }
}

/// What was read from a text.
struct ReadText {
  let contents: LogContents

  init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ bytes: [UInt8]) {
    var reader = TextReader(tool: NoTool())
    _ = bytes.withUnsafeBufferPointer { reader.read($0, isEnd: true) }
    contents = reader.contents(LogFormat("console", "console text"), by: reader.plan).contents()
  }

  /// Reads a text line by line, and asks for the contents after each.
  init(growing text: String) {
    let bytes = Array(text.utf8)
    var reader = TextReader(tool: NoTool())
    var (used, end) = (0, 0)
    func contents() -> LogContents {
      reader.contents(LogFormat("console", "console text"), by: reader.plan).contents()
    }
    while let newline = bytes[end...].firstIndex(of: 0x0A) {
      end = newline + 1
      used += bytes[used..<end].withUnsafeBufferPointer { reader.read($0, isEnd: false) }
      _ = contents()
    }
    _ = bytes[used...].withUnsafeBufferPointer { reader.read($0, isEnd: true) }
    self.contents = contents()
  }

  /// The series as `split name`, such as `train loss`, or the name alone.
  var series: [String: LogPoints] {
    let pairs = (contents.runs.first?.series ?? []).map { series in
      ((series.split.map { "\($0.rawValue): " } ?? "") + series.name, series.points)
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// The points in words: `1/40 2.25`, the epoch and step before the value, `-` for none.
  var words: [String: [String]] {
    series.mapValues { points in
      (0..<points.count).map { index in
        let epoch = points.epoch(at: index).map(Self.short) ?? "-"
        let step = points.step(at: index).map { "\($0)" } ?? "-"
        return "\(epoch)/\(step) \(Self.short(points.value(at: index)))"
      }
    }
  }

  private static func short(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
