internal import CZlib

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes of a plain or gzipped file, read in pieces.
///
/// The memory it needs does not grow with the file.
public struct ByteStream: ~Copyable {
  /// The path of the file.
  public let path: String
  /// The number of bytes before the start of the buffer.
  @usableFromInline var passed = 0
  private let file: gzFile
  @usableFromInline let buffer: UnsafeMutablePointer<UInt8>
  @usableFromInline var position = 0
  @usableFromInline var end = 0
  @usableFromInline var isDone = false
  /// The reason that reading stopped before the end of the file; nil when it did not.
  public private(set) var failure: String?

  private static let capacity = 1 << 18
  /// The smallest number of bytes in `ahead`, unless the file ends sooner.
  public static let reach = 1024

  /// Creates a stream of the bytes of a file.
  ///
  /// - Throws: `FileError` when the file cannot be opened or is a folder.
  public init(path: String) throws(FileError) {
    file = try Self.open(path)
    self.path = path
    gzbuffer(file, 1 << 17)
    // A zero after the last byte ends every loop that scans for more bytes.
    buffer = .allocate(capacity: Self.capacity + 1)
    buffer[0] = 0
    refill()
  }

  private static func open(_ path: String) throws(FileError) -> gzFile {
    guard let file = gzopen(path, "rb") else {
      throw FileError(path, "cannot be opened: \(systemReason())")
    }
    return file
  }

  deinit {
    buffer.deallocate()
    gzclose(file)
  }

  /// The offset of the next byte in the unpacked data.
  public var offset: Int { passed + position }

  /// The next byte, or 0 at the end.
  @inlinable public var next: UInt8 {
    mutating get {
      if position == end { refill() }
      return buffer[position]
    }
  }

  /// True when no byte is left.
  @inlinable public var isAtEnd: Bool {
    mutating get {
      if position == end { refill() }
      return position == end
    }
  }

  /// Skips the next byte.
  ///
  /// - Precondition: There is a next byte.
  @inlinable public mutating func advance() { position += 1 }

  /// Skips a number of the bytes in `ahead`.
  @inlinable public mutating func advance(_ count: Int) { position += count }

  /// The next bytes: at least `reach` of them, unless the file ends sooner.
  ///
  /// A zero follows the last byte.
  @inlinable public var ahead: UnsafeBufferPointer<UInt8> {
    mutating get {
      if end - position < Self.reach, !isDone { refill() }
      return UnsafeBufferPointer(start: buffer + position, count: end - position)
    }
  }

  @usableFromInline mutating func refill() {
    guard !isDone else { return }
    passed += position
    end -= position
    buffer.update(from: buffer + position, count: end)
    position = 0
    while end < Self.capacity {
      let got = Int(gzread(file, buffer + end, UInt32(Self.capacity - end)))
      if got > 0 {
        end += got
        continue
      }
      isDone = true
      var code: Int32 = 0
      let message = gzerror(file, &code).map { String(cString: $0) } ?? ""
      if code != Z_OK, code != Z_STREAM_END {
        // zlib puts the path before its message, and `FileError` adds the path as well.
        let isNamed = message.hasPrefix(path + ": ")
        failure = Self.words(
          isNamed ? String(message.dropFirst(path.count + 2)) : message, code, after: passed + end)
      }
      break
    }
    buffer[end] = 0
  }

  private static func words(_ message: String, _ code: Int32, after count: Int) -> String {
    switch code {
    case Z_ERRNO: "cannot be read: \(message)"
    case Z_BUF_ERROR: "byte \(count): the gzip data ends too early: is the file cut off?"
    default: "byte \(count): the gzip data cannot be unpacked: is the file damaged?"
    }
  }

  /// Reads the rest of a small file.
  ///
  /// - Throws: `FileError` when the file cannot be read or the rest is longer than `limit` bytes.
  public mutating func rest(limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while !isAtEnd {
      bytes.append(contentsOf: UnsafeBufferPointer(start: buffer + position, count: end - position))
      position = end
      if bytes.count > limit { throw FileError(path, "is larger than \(limit) bytes") }
    }
    if let failure { throw FileError(path, failure) }
    return bytes
  }
}
