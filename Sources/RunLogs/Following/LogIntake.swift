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
    stream = kind?.stream
  }

  /// Takes the next bytes.
  ///
  /// - Complexity: O(bytes), and O(`headSize`) while the log is shorter.
  mutating func take(_ bytes: some Collection<UInt8>) {
    let isShort = count < Self.headSize && !isTold
    count += bytes.count
    if isShort {
      head.append(contentsOf: bytes.prefix(Self.headSize - head.count))
      let now = LogKind(head, path: path)
      if now != kind {
        kind = now
        stream = now.stream
        (pending, offset, needed) = (Array(head.dropFirst(now.skipped)), now.skipped, 0)
        pending.append(contentsOf: bytes.suffix(max(0, count - Self.headSize)))
      } else {
        pending.append(contentsOf: bytes)
      }
      if count >= Self.headSize { head = [] }
    } else {
      pending.append(contentsOf: bytes)
    }
    use()
  }

  private mutating func use() {
    guard pending.count >= needed else { return }
    let used = stream?.take(LogWindow(pending, start: 0, offset: offset, isEnd: false)) ?? 0
    pending.removeFirst(used)
    offset += used
    needed = pending.count < 1 << 16 ? 0 : 2 * pending.count
  }

  /// What the log holds, if this were its end.
  ///
  /// - Throws: `RunLogError` when that is nothing.
  /// - Complexity: O(curves), and O(bytes) of a log that is one document.
  func contents() throws(RunLogError) -> LogContents {
    guard var stream = stream ?? LogKind(head, path: path).stream else {
      throw RunLogError(
        file: path, "is empty: nothing was written yet, or the run never began")
    }
    _ = stream.take(LogWindow(pending, start: 0, offset: offset, isEnd: true))
    return try stream.contents(path: path)
  }
}
