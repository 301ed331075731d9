internal import CImages

/// Reads JPEG and PNG files.
///
/// JPEG in grey, YCbCr, RGB and CMYK, progressive or not; PNG of every kind: grey, with a palette, 16 bits,
/// transparent parts on black. The orientation that a camera notes (EXIF) is ignored, as in most annotation
/// tools: boxes are in pixels as stored.
public enum ImageFile {
  /// The most pixels an image may have.
  public static let mostPixels = 100_000_000

  /// Reads a file.
  ///
  /// - Parameter least: The width and height that are needed; a larger JPEG is decoded at 1/2, 1/4 or 1/8 of
  ///   its size, which is several times faster; `nil` for all pixels.
  /// - Throws: `DatasetError` if the file cannot be opened, is not a JPEG or PNG, is cut off or damaged, or
  ///   too large.
  /// - Complexity: O(bytes + pixels).
  public static func read(_ path: String, least: Int? = nil) throws(DatasetError) -> Image {
    try decode(try WholeFile.bytes(of: path), path: path, least: least).image
  }

  /// A decoded image with its size in the file.
  struct Decoded {
    var image: Image
    var fullWidth: Int
    var fullHeight: Int
  }

  /// Decodes the bytes of a file.
  static func decode(
    _ bytes: [UInt8], path: String, least: Int?
  ) throws(DatasetError) -> Decoded {
    if bytes.starts(with: [0xFF, 0xD8]) { return try jpeg(bytes, path, least ?? 0) }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return try png(bytes, path) }
    throw DatasetError(path, other(bytes))
  }

  private static func check(_ width: Int, _ height: Int, _ path: String) throws(DatasetError) {
    guard width > 0, height > 0, width <= mostPixels / height else {
      throw DatasetError(
        path,
        "is \(width)×\(height) pixels, more than \(mostPixels / 1_000_000) million; make it smaller"
      )
    }
  }

  private static func jpeg(
    _ bytes: [UInt8], _ path: String, _ least: Int
  ) throws(DatasetError) -> Decoded {
    try bytes.withUnsafeBufferPointer { (bytes) throws(DatasetError) in
      var message = Message()
      var (fullWidth, fullHeight, width, height) = (Int32(0), Int32(0), Int32(0), Int32(0))
      let jpeg = plateau_jpeg_open(
        bytes.baseAddress, bytes.count, Int32(clamping: least), &fullWidth, &fullHeight, &width,
        &height, &message.bytes)
      guard let jpeg else { throw damage(path, "JPEG", message) }
      defer { plateau_jpeg_close(jpeg) }
      try check(Int(fullWidth), Int(fullHeight), path)
      let size = Int(width) * Int(height) * 3
      var isWhole = false
      let pixels = [UInt8](unsafeUninitializedCapacity: size) { pixels, used in
        isWhole = plateau_jpeg_read(jpeg, pixels.baseAddress, &message.bytes) != 0
        used = isWhole ? size : 0
      }
      guard isWhole else { throw damage(path, "JPEG", message) }
      return Decoded(
        image: Image(width: Int(width), height: Int(height), pixels: pixels),
        fullWidth: Int(fullWidth), fullHeight: Int(fullHeight))
    }
  }

  private static func png(_ bytes: [UInt8], _ path: String) throws(DatasetError) -> Decoded {
    try bytes.withUnsafeBufferPointer { (bytes) throws(DatasetError) in
      var message = Message()
      var (width, height) = (Int32(0), Int32(0))
      guard
        plateau_png_size(bytes.baseAddress, bytes.count, &width, &height, &message.bytes) != 0
      else { throw damage(path, "PNG", message) }
      try check(Int(width), Int(height), path)
      let size = Int(width) * Int(height) * 3
      var isWhole = false
      let pixels = [UInt8](unsafeUninitializedCapacity: size) { pixels, used in
        isWhole =
          plateau_png_read(
            bytes.baseAddress, bytes.count, pixels.baseAddress, size, &message.bytes) != 0
        used = isWhole ? size : 0
      }
      guard isWhole else { throw damage(path, "PNG", message) }
      return Decoded(
        image: Image(width: Int(width), height: Int(height), pixels: pixels),
        fullWidth: Int(width), fullHeight: Int(height))
    }
  }

  private static func damage(_ path: String, _ kind: String, _ message: Message) -> DatasetError {
    DatasetError(
      path, "this \(kind) cannot be decoded (\(message.text)): is it damaged or cut off?")
  }

  /// A description of a file that is neither JPEG nor PNG.
  private static func other(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "is empty, 0 bytes; replace it" }
    let names: [(String, [UInt8])] = [
      ("GIF", Array("GIF8".utf8)), ("BMP", Array("BM".utf8)), ("TIFF", [0x49, 0x49, 0x2A, 0]),
      ("TIFF", [0x4D, 0x4D, 0, 0x2A]), ("WebP or other RIFF", Array("RIFF".utf8)),
    ]
    let name = names.first { bytes.starts(with: $0.1) }?.0
    return name.map { "is a \($0) file; convert it to JPEG or PNG" } ?? "is neither JPEG nor PNG"
  }
}

/// A message of the C code, at most `PLATEAU_MESSAGE` bytes.
private struct Message {
  var bytes = [CChar](repeating: 0, count: Int(PLATEAU_MESSAGE))

  var text: String {
    String(
      decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
