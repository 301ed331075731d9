internal import CZlib

/// An array of bytes in the IDX format of MNIST, plain or gzipped.
///
/// The header consists of two zero bytes, the type (8: unsigned bytes), the number of dimensions and their
/// sizes as big-endian 32-bit numbers. The bytes follow in row-major order.
public struct IDXFile: Sendable {
  /// The sizes of the dimensions, outermost first.
  public let dimensions: [Int]
  /// All values.
  public let bytes: [UInt8]

  /// The size limit of an array, in bytes.
  static let limit = 1 << 32

  /// Reads a file, plain or gzipped.
  ///
  /// - Throws: `DatasetError` if the file cannot be opened, is not an IDX file of bytes, or ends too early.
  public init(path: String) throws(DatasetError) {
    guard let file = gzopen(path, "rb") else {
      throw DatasetError(path, "cannot be opened; does it exist, and is it readable?")
    }
    defer { gzclose(file) }
    gzbuffer(file, 1 << 17)
    let head = try Self.read(4, from: file, path)
    guard head[0] == 0, head[1] == 0, (1...4).contains(head[3]) else {
      throw DatasetError(path, "is not an IDX file: it begins with \(head.map(Int.init))")
    }
    guard head[2] == 8 else {
      throw DatasetError(path, "holds values of IDX type \(head[2]); only bytes (8) are read")
    }
    var dimensions: [Int] = []
    var total = 1
    for _ in 0..<head[3] {
      let size = try Self.read(4, from: file, path).reduce(0) { $0 << 8 | Int($1) }
      let (product, isTooLarge) = total.multipliedReportingOverflow(by: size)
      guard !isTooLarge, product <= Self.limit else {
        throw DatasetError(path, "claims to hold \(dimensions + [size]) values, which is too large")
      }
      total = product
      dimensions.append(size)
    }
    bytes = try Self.read(total, from: file, path)
    self.dimensions = dimensions
  }

  private static func read(
    _ count: Int, from file: gzFile, _ path: String
  ) throws(DatasetError) -> [UInt8] {
    // The array grows with the bytes that are there: a wrong header must not cost memory.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(count, 1 << 26))
    var chunk = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 20))
    while bytes.count < count {
      let wanted = UInt32(min(chunk.count, count - bytes.count))
      let got = gzread(file, &chunk, wanted)
      guard got > 0 else {
        throw DatasetError(
          path,
          got < 0
            ? "is damaged: the gzip data cannot be unpacked"
            : "ends after \(bytes.count) of \(count) bytes: was the download cut off?")
      }
      bytes += chunk[..<Int(got)]
    }
    return bytes
  }
}
