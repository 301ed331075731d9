internal import CZlib
internal import CurveStore

/// An iterator over the records of a `.wandb` file: LevelDB's log format with CRC-32 over type and
/// data.
///
/// Records are divided into chunks that never cross a block of 32,768 bytes; blocks are counted
/// from the start of the file. Source:
/// https://github.com/google/leveldb/blob/main/doc/log_format.md.
struct BlockedRecords {
  private static let block = 32_768
  private static let header = 7

  private let window: LogWindow
  private let bytes: [UInt8]
  private var index: Int
  /// The index of the next record; everything before it was used.
  private var unused: Int
  /// Notes about damage, in file order.
  private(set) var notes: [LogNote] = []

  /// Starts at the beginning of a window; the first window of a file starts with its mark.
  init(_ window: LogWindow) {
    self.window = window
    bytes = window.bytes
    index = window.start + max(0, Self.header - window.offset)
    unused = min(index, bytes.count)
  }

  /// The number of used bytes.
  var used: Int { unused - window.start }

  /// The next record with the offset of its start; nil at the end of the window, where an
  /// incomplete record is left for the next window unless the file ends.
  mutating func next() -> (start: Int, content: [UInt8])? {
    var parts: [UInt8] = []
    var start: Int?
    while true {
      if start == nil, index <= bytes.count { unused = index }
      switch nextChunk(ofRecordAt: start) {
      case .end: return nil
      case .padding: break
      case .damaged: start = nil
      case .chunk(let first, let type, let content):
        switch type {
        case 1:
          unused = index
          return (window.offset(of: first), Array(bytes[content]))
        case 2: (start, parts) = (first, Array(bytes[content]))
        default:
          // The middle or end of a record whose beginning was damaged has no start.
          guard let start else { continue }
          parts += bytes[content]
          if type == 4 {
            unused = index
            return (window.offset(of: start), parts)
          }
        }
      }
    }
  }

  /// The result of reading one chunk.
  private enum Step {
    /// A chunk: the index of its start, its type and the range of its content.
    case chunk(start: Int, type: UInt8, content: Range<Int>)
    /// Unused bytes of a block.
    case padding
    /// Damaged bytes, which were noted.
    case damaged
    /// More bytes are needed, or none are left.
    case end
  }

  /// Reads the chunk at the index and moves past it.
  ///
  /// - Parameter start: The index of the record that it may continue.
  private mutating func nextChunk(ofRecordAt start: Int?) -> Step {
    let left = Self.block - window.offset(of: index) % Self.block
    if left < Self.header {
      index += left
      return .padding
    }
    guard index + Self.header <= bytes.count else {
      noteEnd(start ?? index)
      return .end
    }
    let length = Int(bytes[index + 4]) | Int(bytes[index + 5]) << 8
    let type = bytes[index + 6]
    let isUnwritten = length == 0 && type == 0
    guard !isUnwritten, Self.header + length <= left, (1...4).contains(type) else {
      if index + left > bytes.count, !window.isEnd { return .end }
      if !isUnwritten {
        notes.append(
          LogNote(
            .damaged, offset: window.offset(of: index),
            "no record begins here; the rest of its block is left out"))
      }
      index += left
      return isUnwritten ? .padding : .damaged
    }
    let (first, end) = (index, index + Self.header + length)
    guard end <= bytes.count else {
      noteEnd(start ?? index)
      return .end
    }
    index = end
    guard isIntact(first, end) else {
      notes.append(
        LogNote(.damaged, offset: window.offset(of: first), "a record has a wrong checksum"))
      return .damaged
    }
    return .chunk(start: first, type: type, content: first + Self.header..<end)
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
        .damaged, offset: window.offset(of: start),
        "the last \(bytes.count - start) bytes are not a complete record (not yet written, or cut off)"
      ))
    index = bytes.count
  }
}
