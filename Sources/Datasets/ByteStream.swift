internal import CZlib

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes of a file, plain or gzipped, a piece at a time: memory does not grow with the file.
struct ByteStream: ~Copyable {
  /// The file.
  let path: String
  /// Bytes before the buffer.
  private var passed = 0
  private let file: gzFile
  private let buffer: UnsafeMutablePointer<UInt8>
  private var position = 0
  private var end = 0
  private var isDone = false
  /// Why no more could be read, when it was not the end of the file.
  private(set) var failure: String?

  private static let capacity = 1 << 18
  /// How many bytes `ahead` can promise.
  static let reach = 1024

  /// Opens a file.
  ///
  /// - Throws: `DatasetError` when it cannot be opened or is a folder.
  init(path: String) throws(DatasetError) {
    file = try Self.open(path)
    self.path = path
    gzbuffer(file, 1 << 17)
    // A zero after the last byte ends every loop that looks for more.
    buffer = .allocate(capacity: Self.capacity + 1)
    buffer[0] = 0
    refill()
  }

  private static func open(_ path: String) throws(DatasetError) -> gzFile {
    guard let file = gzopen(path, "rb") else {
      throw DatasetError(path, "cannot be opened: \(String(cString: strerror(errno)))")
    }
    return file
  }

  deinit {
    buffer.deallocate()
    gzclose(file)
  }

  /// Bytes before the next one, after unpacking.
  var offset: Int { passed + position }

  /// The next byte; 0 at the end.
  var next: UInt8 {
    mutating get {
      if position == end { refill() }
      return buffer[position]
    }
  }

  /// Whether every byte was taken.
  var isAtEnd: Bool {
    mutating get {
      if position == end { refill() }
      return position == end
    }
  }

  /// Goes past the next byte; there must be one.
  mutating func advance() { position += 1 }

  /// Goes past bytes that `ahead` has shown.
  mutating func advance(_ count: Int) { position += count }

  /// The next bytes, at least `reach` of them unless the file ends; a zero follows.
  var ahead: UnsafePointer<UInt8> {
    mutating get {
      if end - position < Self.reach, !isDone { refill() }
      return UnsafePointer(buffer + position)
    }
  }

  private mutating func refill() {
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
        // zlib puts the path before the words, and so do we.
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

  /// Everything that is left, of small files.
  mutating func rest(limit: Int) throws(DatasetError) -> [UInt8] {
    var bytes: [UInt8] = []
    while !isAtEnd {
      bytes.append(contentsOf: UnsafeBufferPointer(start: buffer + position, count: end - position))
      position = end
      if bytes.count > limit { throw DatasetError(path, "is larger than \(limit) bytes") }
    }
    if let failure { throw DatasetError(path, failure) }
    return bytes
  }
}
