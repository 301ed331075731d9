internal import BareFoundation
internal import RunFiles
internal import RunModel
public import SystemFiles

/// The valid lines of an `events.jsonl` file.
public struct RepairedEvents {
  /// The number of lines that are events.
  public private(set) var kept = 0
  /// The number of other lines.
  public private(set) var dropped = 0
  private var bytes: [UInt8] = []
  private let path: String

  /// Reads a file.
  ///
  /// - Throws: `FileError` when it cannot be read or holds no event.
  /// - Complexity: O(bytes).
  public init(path: String) throws(FileError) {
    self.path = path
    var intake: [UInt8] = []
    let file = try FileDescriptor(path: path)
    while let part = try file.read(at: intake.count, count: 1 << 20, path: path), !part.isEmpty {
      intake += part
    }
    let text = try LogText(path: path, packed: intake)
    var lines = LogLines(LogWindow(text.bytes), count: 0)
    while let line = lines.next() {
      guard (try? RunEvent(line: line.bytes)) != nil else {
        dropped += 1
        continue
      }
      kept += 1
      bytes += line.bytes
      bytes.append(0x0A)
    }
    if kept == 0 { throw FileError(path, "holds no events; --repair is for events.jsonl") }
  }

  /// Writes the events to a new file.
  ///
  /// - Throws: `FileError` when the file exists, or with the system's reason.
  public func write(to out: String) throws(FileError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
    } catch {
      let isThere = FileManager.default.fileExists(atPath: out)
      throw FileError(
        out,
        isThere ? "already exists; name a new file" : "cannot be written: \(systemReason())")
    }
  }
}
