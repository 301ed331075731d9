internal import CurveStore
internal import SystemFiles

/// A reader of a log of any text or record format from bytes as they arrive.
///
/// The first bytes determine the reader. While the log is shorter than the longest beginning that
/// is examined, and no reader is certain, every part leads to a new examination; when another reader
/// recognizes it, the log is read again from its beginning.
struct LogIntake {
  /// The path, for messages and for MLflow's metric files, which are named after their metric.
  let path: String
  /// The number of bytes so far.
  private(set) var count = 0
  private var head: [UInt8] = []
  private let options: ReadingOptions
  /// The reader before it has read anything.
  private var fresh: (any RecordReader)?
  /// True when the content need not determine the reader.
  let isReaderGiven: Bool
  /// True while more bytes may determine another reader.
  var isOpen: Bool {
    let isSettled = fresh?.isCertain == true && options.isStandard
    return count < LogHead.size && !isReaderGiven && !isSettled
  }
  private var reader: (any RecordReader)?
  private var pending: [UInt8] = []
  /// The offset of `pending` in the log.
  private var offset = 0
  /// The length of `pending` for another attempt, so that a long record is not searched again with
  /// every part.
  private var needed = 0

  /// Creates an intake.
  ///
  /// - Parameters:
  ///   - reader: The reader, where the content does not determine it.
  ///   - options: The choices of whoever opens the log.
  init(
    path: String, by reader: (any RecordReader)? = nil,
    options: ReadingOptions
  ) {
    self.path = path
    self.options = options
    (fresh, self.reader) = (reader, reader)
    isReaderGiven = reader != nil
  }

  /// Adds the next bytes.
  ///
  /// - Parameter start: The index of the first byte; the storage before it is free.
  /// - Complexity: O(bytes), and O(`LogHead.size`) while the log is shorter.
  mutating func append(_ bytes: consuming [UInt8], from start: Int = 0) {
    let isShort = isOpen
    count += bytes.count - start
    if !isShort, pending.count <= start {
      // The rest of the last part is copied before them, and they are used in place.
      bytes.replaceSubrange(start - pending.count..<start, with: pending)
      let first = start - pending.count
      pending = Array(bytes[(first + use(bytes, from: first))...])
      return
    }
    if isShort {
      head.append(contentsOf: bytes[start...].prefix(LogHead.size - head.count))
      let now = LogHead(head, path: path, options: options)
      let (found, earlier) = (now.reader, fresh)
      fresh = found ?? earlier
      if let found, !found.isLike(earlier) {
        reader = found
        (pending, offset, needed) = (Array(head.dropFirst(now.skipped)), now.skipped, 0)
        pending.append(contentsOf: bytes.suffix(max(0, count - LogHead.size)))
      } else {
        pending.append(contentsOf: bytes[start...])
      }
      if !isOpen { head = [] }
    } else {
      pending.append(contentsOf: bytes[start...])
    }
    let used = use(pending, from: 0)
    pending.removeFirst(used)
  }

  /// Passes bytes to the reader.
  ///
  /// - Returns: The number of used bytes.
  private mutating func use(_ bytes: [UInt8], from start: Int) -> Int {
    guard bytes.count - start >= needed else { return 0 }
    let used = reader?.read(LogWindow(bytes, start: start, offset: offset, isEnd: false)) ?? 0
    offset += used
    let rest = bytes.count - start - used
    needed = rest < 1 << 16 ? 0 : 2 * rest
    return used
  }

  /// The contents so far and, after a gap, those of the last bytes, which are shown while the rest
  /// is read.
  ///
  /// - Returns: Nil when there are none, or the reader cannot skip ahead.
  /// - Complexity: O(curves + bytes).
  func contents(withLast bytes: [UInt8]) -> LogContents? {
    guard var reader, reader.skipAhead(), let start = bytes.firstIndex(of: 0x0A).map({ $0 + 1 })
    else { return nil }
    _ = reader.read(LogWindow(bytes, start: start, offset: 0, isEnd: false))
    return try? reader.contents(path: path)
  }

  /// True when the last line has no end yet.
  var endsWithinLine: Bool { pending.last.map { $0 != 0x0A } ?? false }

  /// The beginning of a log, with a missing last line end added once the log is no longer written.
  static func terminated(_ head: [UInt8], _ isQuiet: Bool) -> [UInt8] {
    isQuiet && head.count < LogHead.size && head.last.map { $0 != 0x0A } ?? false
      ? head + [0x0A] : head
  }

  /// The contents of the log if this is its end.
  ///
  /// - Parameter isQuiet: True when the log is no longer written, so that the last line is
  ///   complete.
  /// - Throws: `FileError` when there are no contents.
  /// - Complexity: O(curves), and O(bytes) of a log that is one document.
  func contents(isQuiet: Bool = false) throws(FileError) -> LogContents {
    if isQuiet, isOpen, endsWithinLine {
      // The last line may determine the reader.
      let now = LogHead(Self.terminated(head, isQuiet), path: path, options: options)
      if var reader = now.reader, !reader.isLike(fresh) {
        _ = reader.read(
          LogWindow(head, start: now.skipped, offset: now.skipped, isEnd: true, isQuiet: true))
        return try reader.contents(path: path)
      }
    }
    guard var reader = reader ?? LogHead(head, path: path, options: options).reader else {
      throw FileError(
        path, "is empty: nothing has been written yet, or the run never began")
    }
    _ = reader.read(
      LogWindow(pending, start: 0, offset: offset, isEnd: true, isQuiet: isQuiet))
    return try reader.contents(path: path)
  }
}
