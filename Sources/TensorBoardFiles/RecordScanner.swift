/// A scanner for the records of a TFRecord file in a window of its bytes.
///
/// A record is an 8-byte length, the masked checksum of these eight bytes, the content and its
/// masked checksum; all numbers are little-endian. After a damaged header the scanner searches for
/// the next valid one; the chance of a false match is one in four billion per byte.
struct RecordScanner {
  /// The result of one step.
  enum Finding {
    /// A record with a correct checksum, and the range of its content in the window.
    case record(Range<Int>)
    /// A record with a wrong checksum, which was skipped, and its length.
    case damagedRecord(Int)
    /// The header of a record too large to keep, and the length of its content.
    case oversize(UInt64)
    /// More bytes are needed: this many from the current index on.
    case incomplete(Int)
    /// A header with a wrong checksum or an impossible length; the index stays.
    case badHeader
    /// The start of an intact record after a search.
    case found
  }

  /// The bytes of a length and its checksum.
  static let headerBytes = 12
  /// The bytes of a checksum.
  static let checksumBytes = 4
  /// The greatest possible length, 2⁶².
  private static let maximumLength: UInt64 = 1 << 62

  /// The largest content that is kept, in bytes.
  let largestRecord: Int
  /// True while the scanner searches for an intact record.
  private(set) var isSearching = false

  /// Creates a scanner.
  init(largestRecord: Int) { self.largestRecord = largestRecord }

  /// Finds the next record and moves the index past it.
  ///
  /// - Precondition: `index` and `end` are within the window.
  mutating func next(in window: RawSpan, from index: inout Int, to end: Int) -> Finding {
    if isSearching { return search(in: window, from: &index, to: end) }
    guard end - index >= Self.headerBytes else { return .incomplete(Self.headerBytes) }
    guard let length = length(in: window, at: index) else { return .badHeader }
    if length > UInt64(largestRecord) {
      index += Self.headerBytes
      return .oversize(length)
    }
    let content = index + Self.headerBytes..<index + Self.headerBytes + Int(length)
    let size = Self.headerBytes + content.count + Self.checksumBytes
    guard end - index >= size else { return .incomplete(size) }
    index += size
    let isIntact =
      Checksum.masked(window, content) == window.littleEndian32(at: content.upperBound)
    return isIntact ? .record(content) : .damagedRecord(size)
  }

  /// Starts a search for an intact record after the index.
  mutating func resynchronize(from index: inout Int) {
    isSearching = true
    index += 1
  }

  private mutating func search(
    in window: RawSpan, from index: inout Int, to end: Int
  ) -> Finding {
    while end - index >= Self.headerBytes {
      if length(in: window, at: index) != nil {
        isSearching = false
        return .found
      }
      index += 1
    }
    return .incomplete(Self.headerBytes)
  }

  /// The length in a header; nil when its checksum is wrong or the length is impossible.
  private func length(in window: RawSpan, at index: Int) -> UInt64? {
    let length = window.littleEndian64(at: index)
    guard Checksum.masked(window, index..<index + 8) == window.littleEndian32(at: index + 8),
      length <= Self.maximumLength
    else { return nil }
    return length
  }
}
