internal import BareFoundation
internal import CZlib
internal import CurveStore
internal import SystemFiles

/// The text of a log file, unpacked and without byte order marks.
struct LogText {
  /// The path, for messages.
  let path: String
  /// The text, which should be UTF-8.
  var bytes: [UInt8]
  /// Notes about damage and limits.
  var notes: [LogNote] = []

  /// The greatest number of unpacked bytes.
  private static let unpackedLimit = 256 << 20

  private static let gzip: [UInt8] = [0x1F, 0x8B]
  private static let packings: [(mark: [UInt8], name: String)] = [
    ([0x50, 0x4B, 3, 4], "a zip file"), ([0xFD, 0x37, 0x7A, 0x58], "an xz file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"), ([0x42, 0x5A, 0x68], "a bzip2 file"),
  ]

  /// The byte order mark of UTF-8.
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Returns true when bytes start like a packed file.
  static func isPacked(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: gzip) || packings.contains { bytes.starts(with: $0.mark) }
  }

  /// Returns true when bytes start with the byte order mark of UTF-16.
  static func isWide(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// Unpacks and decodes the bytes of a whole file.
  ///
  /// - Throws: `FileError` when it is packed in an unsupported way.
  init(path: String, packed: [UInt8]) throws(FileError) {
    self.path = path
    bytes = packed
    for (mark, name) in Self.packings where bytes.starts(with: mark) {
      throw FileError(path, "is \(name); unpack it first")
    }
    if bytes.starts(with: Self.gzip) { try unpack() }
    decode()
  }

  private mutating func unpack() throws(FileError) {
    var stream = z_stream()
    guard
      inflateInit2_(
        &stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw FileError(path, "zlib cannot be started; check its installation") }
    defer { inflateEnd(&stream) }
    var out: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var packed = bytes
    var code = Z_OK
    packed.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while code == Z_OK, out.count < Self.unpackedLimit {
        let got = chunk.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          code = inflate(&stream, Z_NO_FLUSH)
          return output.count - Int(stream.avail_out)
        }
        out.append(contentsOf: chunk[..<got])
      }
    }
    if code != Z_STREAM_END {
      let offset = bytes.count - Int(stream.avail_in)
      let isLong = out.count >= Self.unpackedLimit
      notes.append(
        LogNote(
          isLong ? .skipped : .damaged, offset: offset,
          isLong
            ? "unpacks to more than 256 MiB; the rest is left out: unpack it first"
            : "the gzip data is cut off or damaged; what comes before is read"))
    }
    bytes = out
  }

  private mutating func decode() {
    if bytes.starts(with: Self.mark) {
      bytes.removeFirst(3)
    } else if Self.isWide(bytes) {
      let isLittle = bytes[0] == 0xFF
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
      }
      bytes = Array(String(decoding: units, as: UTF16.self).utf8)
    }
  }

  /// The text of bytes in any encoding: Latin-1 where they are not UTF-8.
  static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
