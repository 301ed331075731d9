internal import CurveStore
internal import SystemFiles

/// Takes the bytes of a log of any text or record format as they come, and says what they hold.
///
/// What the log is, is told by its first bytes. While they are fewer than the longest beginning that is
/// looked at, they are looked at again with each part; a log that turns out to be of another kind is read
/// anew from them.
struct LogIntake {
  /// Bytes that the kind is told by.
  static let headSize = 1 << 18

  /// For messages, and for the one kind of log that has its metric's name in its own.
  let path: String
  /// Bytes taken.
  private(set) var count = 0
  private var head: [UInt8] = []
  private var kind: LogKind?
  private let isTold: Bool
  private var stream: (any LogStream)?
  private var pending: [UInt8] = []
  /// Where `pending` begins in the log.
  private var offset = 0
  /// How long `pending` must be for another try: a long record must not be searched again with every part.
  private var needed = 0

  /// - Parameter kind: what the log is, where its content need not tell.
  init(path: String, as kind: LogKind? = nil) {
    self.path = path
    self.kind = kind
    isTold = kind != nil
    stream = kind?.stream(path: path)
  }

  /// Takes the next bytes.
  ///
  /// - Parameter start: where they begin; what stands before them is room.
  /// - Complexity: O(bytes), and O(`headSize`) while the log is shorter.
  mutating func take(_ bytes: consuming [UInt8], from start: Int = 0) {
    let isShort = count < Self.headSize && !isTold
    count += bytes.count - start
    if !isShort, pending.count <= start {
      // The rest that was left goes before them, and they are used where they are.
      bytes.replaceSubrange(start - pending.count..<start, with: pending)
      let first = start - pending.count
      pending = Array(bytes[(first + use(bytes, from: first))...])
      return
    }
    if isShort {
      head.append(contentsOf: bytes[start...].prefix(Self.headSize - head.count))
      let now = LogKind(head, path: path)
      if now != kind {
        kind = now
        stream = now.stream(path: path)
        (pending, offset, needed) = (Array(head.dropFirst(now.skipped)), now.skipped, 0)
        pending.append(contentsOf: bytes.suffix(max(0, count - Self.headSize)))
      } else {
        pending.append(contentsOf: bytes[start...])
      }
      if count >= Self.headSize { head = [] }
    } else {
      pending.append(contentsOf: bytes[start...])
    }
    let used = use(pending, from: 0)
    pending.removeFirst(used)
  }

  /// Lets the stream use bytes.
  ///
  /// - Returns: how many it used.
  private mutating func use(_ bytes: [UInt8], from start: Int) -> Int {
    guard bytes.count - start >= needed else { return 0 }
    let used = stream?.take(LogWindow(bytes, start: start, offset: offset, isEnd: false)) ?? 0
    offset += used
    let rest = bytes.count - start - used
    needed = rest < 1 << 16 ? 0 : 2 * rest
    return used
  }

  /// What the log holds up to here and, behind a gap, in its last bytes: to be shown while the rest is read.
  ///
  /// - Returns: nil when there is nothing, or its last records make no sense by themselves.
  /// - Complexity: O(curves + bytes).
  func contents(withLast bytes: [UInt8]) -> LogContents? {
    guard var stream, stream.skip(), let start = bytes.firstIndex(of: 0x0A).map({ $0 + 1 })
    else { return nil }
    _ = stream.take(LogWindow(bytes, start: start, offset: 0, isEnd: false))
    return try? stream.contents(path: path)
  }

  /// Whether the last line has no end yet.
  var endsWithinLine: Bool { pending.last.map { $0 != 0x0A } ?? false }

  /// The beginning of a log with the end that its last line lacks, where nobody writes any more.
  static func ended(_ head: [UInt8], _ isQuiet: Bool) -> [UInt8] {
    isQuiet && head.count < headSize && head.last.map { $0 != 0x0A } ?? false
      ? head + [0x0A] : head
  }

  /// What the log holds, if this were its end.
  ///
  /// - Parameter isQuiet: whether nobody writes to it any more, so that the last line is whole.
  /// - Throws: `FileError` when that is nothing.
  /// - Complexity: O(curves), and O(bytes) of a log that is one document.
  func contents(isQuiet: Bool = false) throws(FileError) -> LogContents {
    if isQuiet, !isTold, count < Self.headSize, endsWithinLine {
      // The last line may tell what the log is.
      let now = LogKind(Self.ended(head, isQuiet), path: path)
      if now != kind, var stream = now.stream(path: path) {
        _ = stream.take(
          LogWindow(head, start: now.skipped, offset: now.skipped, isEnd: true, isQuiet: true))
        return try stream.contents(path: path)
      }
    }
    guard var stream = stream ?? LogKind(head, path: path).stream(path: path) else {
      throw FileError(
        path, "is empty: nothing was written yet, or the run never began")
    }
    _ = stream.take(
      LogWindow(pending, start: 0, offset: offset, isEnd: true, isQuiet: isQuiet))
    return try stream.contents(path: path)
  }
}
