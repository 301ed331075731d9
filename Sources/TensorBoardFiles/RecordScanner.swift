/// Finds the records of a TFRecord file in a window of its bytes.
///
/// A record is an 8-byte length, the masked checksum of those eight bytes, so many bytes of content and
/// their masked checksum; all numbers are little-endian. After a header that does not check, the next
/// place whose header does is looked for: a chance of one in four thousand million a byte to be wrong.
struct RecordScanner {
  /// What is at the present place.
  enum Finding {
    /// A record with a right checksum: where its content is in the window.
    case record(Range<Int>)
    /// A record with a wrong checksum, passed over: how long it is.
    case damagedRecord(Int)
    /// The beginning of a record larger than is kept: how much follows the header.
    case oversize(UInt64)
    /// More is needed: so many bytes from the present place on.
    case incomplete(Int)
    /// A header with a wrong checksum or an impossible length; the place stays.
    case badHeader
    /// The record that was looked for begins here.
    case found
  }

  /// Bytes of a length and its checksum.
  static let headerBytes = 12
  /// Bytes of a checksum.
  static let checksumBytes = 4
  /// Lengths beyond 2⁶² are in no file.
  private static let maximumLength: UInt64 = 1 << 62

  /// The largest content that is handed out, in bytes.
  let largestRecord: Int
  /// Whether a record is being looked for.
  private(set) var isLost = false

  /// Makes a scanner.
  init(largestRecord: Int) { self.largestRecord = largestRecord }

  /// Takes the next step; `place` moves behind what was found.
  ///
  /// - Precondition: `place` and `end` lie within the window.
  mutating func next(in window: RawSpan, from place: inout Int, to end: Int) -> Finding {
    if isLost { return search(in: window, from: &place, to: end) }
    guard end - place >= Self.headerBytes else { return .incomplete(Self.headerBytes) }
    guard let length = length(in: window, at: place) else { return .badHeader }
    if length > UInt64(largestRecord) {
      place += Self.headerBytes
      return .oversize(length)
    }
    let content = place + Self.headerBytes..<place + Self.headerBytes + Int(length)
    let size = Self.headerBytes + content.count + Self.checksumBytes
    guard end - place >= size else { return .incomplete(size) }
    place += size
    let isIntact =
      Checksum.masked(window, content) == window.littleEndian32(at: content.upperBound)
    return isIntact ? .record(content) : .damagedRecord(size)
  }

  /// Gives the present place up and looks for a record behind it.
  mutating func beLost(from place: inout Int) {
    isLost = true
    place += 1
  }

  private mutating func search(
    in window: RawSpan, from place: inout Int, to end: Int
  ) -> Finding {
    while end - place >= Self.headerBytes {
      if length(in: window, at: place) != nil {
        isLost = false
        return .found
      }
      place += 1
    }
    return .incomplete(Self.headerBytes)
  }

  /// The length that a header gives; nil when its checksum is wrong or no file could be so long.
  private func length(in window: RawSpan, at place: Int) -> UInt64? {
    let length = window.littleEndian64(at: place)
    guard Checksum.masked(window, place..<place + 8) == window.littleEndian32(at: place + 8),
      length <= Self.maximumLength
    else { return nil }
    return length
  }
}
