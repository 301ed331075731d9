#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a file was when it was read up to a place: to tell whether it has only grown since.
///
/// A file that was truncated, replaced under its name, or written anew is told by its number and length, and by
/// its first bytes and those before the place.
struct FileFingerprint {
  /// Bytes that are compared at either end.
  private static let size = 4096

  private let device: dev_t
  private let inode: ino_t
  private var first: [UInt8] = []
  private var last: [UInt8] = []
  /// Bytes that were read.
  private(set) var offset = 0

  /// Nothing of a file was read.
  init(_ status: stat) {
    device = status.st_dev
    inode = status.st_ino
  }

  /// Remembers bytes that were read.
  mutating func take(_ bytes: ArraySlice<UInt8>) {
    if first.count < Self.size { first.append(contentsOf: bytes.prefix(Self.size - first.count)) }
    if bytes.count >= Self.size {
      last = Array(bytes.suffix(Self.size))
    } else {
      last.removeFirst(max(0, min(last.count, last.count + bytes.count - Self.size)))
      last.append(contentsOf: bytes)
    }
    offset += bytes.count
  }

  /// Remembers what another reader has read of an open file, from its beginning to a place.
  mutating func take(_ descriptor: Int32, to offset: Int) {
    self.offset = offset
    first = Self.bytes(descriptor, 0..<min(offset, Self.size))
    last = Self.bytes(descriptor, max(0, offset - Self.size)..<offset)
  }

  /// Whether an open file is still the same, up to the place.
  func matches(_ descriptor: Int32, _ status: stat) -> Bool {
    status.st_dev == device && status.st_ino == inode && Int(status.st_size) >= offset
      && Self.bytes(descriptor, 0..<first.count) == first
      && Self.bytes(descriptor, offset - last.count..<offset) == last
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
