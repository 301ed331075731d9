internal import CZlib

/// The records of a `.wandb` file: LevelDB's log format with CRC-32 over type and data.
///
/// Records are cut into chunks that never cross a block of 32 768 bytes; blocks count from the beginning of
/// the file. Source: https://github.com/google/leveldb/blob/main/doc/log_format.md.
struct BlockedRecords {
  private static let block = 32_768
  private static let header = 7

  private let bytes: [UInt8]
  private var index = header
  private(set) var notes: [LogNote] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next record and where it begins.
  mutating func next() -> (start: Int, content: [UInt8])? {
    var parts: [UInt8] = []
    var start: Int?
    while true {
      let left = Self.block - index % Self.block
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
        // Room that was made and not written.
        index += left
        continue
      }
      let end = index + Self.header + length
      guard Self.header + length <= left, (1...4).contains(type) else {
        notes.append(
          LogNote(
            .damaged, offset: index, "no record begins here; the rest of its block is left out"))
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
        notes.append(LogNote(.damaged, offset: index, "a record has a wrong checksum"))
        start = nil
        continue
      }
      let content = bytes[index + Self.header..<end]
      switch type {
      case 1: return (index, Array(content))
      case 2: (start, parts) = (index, Array(content))
      default:
        // The middle or end of a record whose beginning was damaged.
        guard let start else { continue }
        parts += content
        if type == 4 { return (start, parts) }
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
    guard start < bytes.count else { return }
    notes.append(
      LogNote(
        .damaged, offset: start,
        "the last \(bytes.count - start) bytes are no complete record (not yet written, or cut off)"
      ))
    index = bytes.count
  }
}
