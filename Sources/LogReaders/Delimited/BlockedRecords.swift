internal import CZlib
internal import CurveStore

/// The records of a `.wandb` file: LevelDB's log format with CRC-32 over type and data.
///
/// Records are cut into chunks that never cross a block of 32 768 bytes; blocks count from the beginning of
/// the file. Source: https://github.com/google/leveldb/blob/main/doc/log_format.md.
struct BlockedRecords {
  private static let block = 32_768
  private static let header = 7

  private let window: LogWindow
  private let bytes: [UInt8]
  private var index: Int
  /// Where the next record begins: everything before it was used.
  private var unused: Int
  private(set) var notes: [LogNote] = []

  /// Goes through a window; one at the beginning of the file has its mark first.
  init(_ window: LogWindow) {
    self.window = window
    bytes = window.bytes
    index = window.start + max(0, Self.header - window.offset)
    unused = min(index, bytes.count)
  }

  /// Bytes of the window that were passed.
  var used: Int { unused - window.start }

  /// The next record and where it begins; at the end of the window, but not of the file, half a record is
  /// left for the next one.
  mutating func next() -> (start: Int, content: [UInt8])? {
    var parts: [UInt8] = []
    var start: Int?
    while true {
      let left = Self.block - window.position(of: index) % Self.block
      if start == nil, index <= bytes.count { unused = index }
      if left < Self.header {
        index += left
        continue
      }
      guard index + Self.header <= bytes.count else {
        noteEnd(start ?? index)
        return nil
      }
      let length = Int(bytes[index + 4]) | Int(bytes[index + 5]) << 8
      let type = bytes[index + 6]
      if length == 0, type == 0 {
        // Room that was made and not written, or not yet.
        if index + left > bytes.count, !window.isEnd { return nil }
        index += left
        continue
      }
      let end = index + Self.header + length
      guard Self.header + length <= left, (1...4).contains(type) else {
        if index + left > bytes.count, !window.isEnd { return nil }
        notes.append(
          LogNote(
            .damaged, offset: window.position(of: index),
            "no record begins here; the rest of its block is left out"))
        index += left
        start = nil
        continue
      }
      guard end <= bytes.count else {
        noteEnd(start ?? index)
        return nil
      }
      defer { index = end }
      guard isIntact(index, end) else {
        notes.append(
          LogNote(.damaged, offset: window.position(of: index), "a record has a wrong checksum"))
        start = nil
        continue
      }
      let content = bytes[index + Self.header..<end]
      switch type {
      case 1:
        unused = end
        return (window.position(of: index), Array(content))
      case 2: (start, parts) = (index, Array(content))
      default:
        // The middle or end of a record whose beginning was damaged.
        guard let start else { continue }
        parts += content
        if type == 4 {
          unused = end
          return (window.position(of: start), parts)
        }
      }
    }
  }

  private func isIntact(_ start: Int, _ end: Int) -> Bool {
    let stored = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    let sum = bytes[start + 6..<end].withUnsafeBufferPointer {
      crc32(0, $0.baseAddress, UInt32($0.count))
    }
    return UInt32(truncatingIfNeeded: sum) == stored
  }

  private mutating func noteEnd(_ start: Int) {
    guard start < bytes.count, window.isEnd else { return }
    notes.append(
      LogNote(
        .damaged, offset: window.position(of: start),
        "the last \(bytes.count - start) bytes are no complete record (not yet written, or cut off)"
      ))
    index = bytes.count
  }
}
