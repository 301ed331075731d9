internal import CCRC32C

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The state of a file that was read up to an offset, which reveals changes other than growth.
///
/// The inode number, the length, the first bytes and the bytes before the offset reveal a file that
/// was truncated, replaced under its name, or rewritten. When a file was written without becoming
/// longer, the checksum of all bytes read decides. The checksum is compared only up to `longestSum`
/// bytes, because it must stay cheap; a file that was read further counts as rewritten. Two changes
/// go undetected: one in the middle of a file that has also become longer, and one within a tick of
/// the system's clock after the file was read.
package struct FileFingerprint {
  /// The number of bytes compared at either end.
  private static let size = 4096
  /// The number of bytes read at a time for the checksum.
  private static let block = 1 << 20
  /// The largest number of bytes whose checksum is compared.
  package static let longestSum = 1 << 24

  /// The system's data about the file at the last check, taken before any bytes were read.
  private var stamp: FileStamp
  private var first: [UInt8] = []
  private var last: [UInt8] = []
  /// The CRC-32C of the bytes read so far.
  package private(set) var checksum: UInt32 = 0
  /// The number of bytes read so far.
  package private(set) var offset = 0

  /// Creates the fingerprint of a file of which nothing was read.
  package init(_ stamp: FileStamp) { self.stamp = stamp }

  /// Adds bytes that were read after the previous ones.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - checksum: The CRC-32C of the file up to the end of these bytes.
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

  /// Replaces the bytes read so far with those that another reader has read.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - offset: The number of bytes read, from the beginning of the file.
  ///   - checksum: The CRC-32C of these bytes.
  package mutating func add(_ descriptor: Int32, to offset: Int, checksum: UInt32) {
    (self.offset, self.checksum) = (offset, checksum)
    first = Self.bytes(descriptor, 0..<min(offset, Self.size))
    last = Self.bytes(descriptor, max(0, offset - Self.size)..<offset)
  }

  /// Returns true when an open file is unchanged up to the offset.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - now: The system's data about the file, taken before any more bytes are read.
  /// - Complexity: O(1); O(bytes read) when the file was written or touched without becoming
  ///   longer.
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
