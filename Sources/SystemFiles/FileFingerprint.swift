internal import CCRC32C

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The state of a file when it was read up to an offset, to tell whether it has only grown since.
///
/// A file that was truncated, replaced under its name, or written anew is told by its number and length, and by
/// its first bytes and those before the offset. One that was written without becoming longer is detected by the
/// checksum of all that was read, as long as that is cheap: a longer one counts as written anew. What is not
/// told: a change in the middle of a file that has become longer, too, or within a tick of the system's clock
/// after it was read.
package struct FileFingerprint {
  /// Bytes that are compared at either end.
  private static let size = 4096
  /// Bytes that are looked at once for their checksum.
  private static let block = 1 << 20
  /// Bytes of which a checksum is made.
  package static let longestSum = 1 << 24

  /// The system's data about it at the last look, before anything was read.
  private var stamp: FileStamp
  private var first: [UInt8] = []
  private var last: [UInt8] = []
  /// CRC-32C of the bytes that were read.
  package private(set) var checksum: UInt32 = 0
  /// Bytes that were read.
  package private(set) var offset = 0

  /// Nothing of a file was read.
  package init(_ stamp: FileStamp) { self.stamp = stamp }

  /// Remembers bytes that were read.
  ///
  /// - Parameter checksum: of all bytes up to their end.
  package mutating func add(_ bytes: ArraySlice<UInt8>, checksum: UInt32) {
    if first.count < Self.size { first.append(contentsOf: bytes.prefix(Self.size - first.count)) }
    if bytes.count >= Self.size {
      last = Array(bytes.suffix(Self.size))
    } else {
      last.removeFirst(max(0, min(last.count, last.count + bytes.count - Self.size)))
      last.append(contentsOf: bytes)
    }
    offset += bytes.count
    self.checksum = checksum
  }

  /// Remembers what another reader has read of an open file, from its beginning to an offset.
  package mutating func add(_ descriptor: Int32, to offset: Int, checksum: UInt32) {
    (self.offset, self.checksum) = (offset, checksum)
    first = Self.bytes(descriptor, 0..<min(offset, Self.size))
    last = Self.bytes(descriptor, max(0, offset - Self.size)..<offset)
  }

  /// True when an open file is still the same, up to the offset.
  ///
  /// - Parameter now: what the system says of it before any more is read.
  /// - Complexity: O(1); O(bytes that were read) when it was written, or touched, without becoming longer.
  package mutating func matches(_ descriptor: Int32, _ now: FileStamp) -> Bool {
    let before = stamp
    stamp = now
    guard now.isSameFile(as: before), now.size >= offset,
      Self.bytes(descriptor, 0..<first.count) == first,
      Self.bytes(descriptor, offset - last.count..<offset) == last
    else { return false }
    if now.size != before.size || now == before { return true }
    return offset <= Self.longestSum && Self.checksum(descriptor, upTo: offset) == checksum
  }

  private static func checksum(_ descriptor: Int32, upTo end: Int) -> UInt32 {
    var checksum: UInt32 = 0
    for start in stride(from: 0, to: end, by: block) {
      let bytes = bytes(descriptor, start..<min(end, start + block))
      checksum = plateau_crc32c(checksum, bytes, bytes.count)
    }
    return checksum
  }

  private static func bytes(_ descriptor: Int32, _ range: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, range.count - count,
          off_t(range.lowerBound + count))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        count += got
      }
    }
  }
}
