/// Integers stored as a line and the residual of each, in as few bytes as the greatest residual
/// needs.
///
/// Steps with a constant stride need no residuals, and times with an even pace need a byte or two
/// each. The arithmetic wraps around, so that every sequence is restored exactly.
struct PackedIntegers: Equatable, Sendable {
  private let base: Int64
  private let slope: Double
  /// The bytes of a residual, 0…8.
  private let width: Int
  /// The residuals, little-endian, with eight bytes of padding at the end.
  private let bytes: [UInt8]

  /// Packs numbers close to a line.
  ///
  /// - Complexity: O(count).
  init(rising values: UnsafeBufferPointer<Int64>) {
    let slope = Self.slope(values)
    var (least, greatest) = (Int64.max, Int64.min)
    for index in values.indices {
      let difference = values[index] &- Self.line(slope, index)
      (least, greatest) = (min(least, difference), max(greatest, difference))
    }
    self.init(values, slope: slope, least: least, greatest: greatest)
  }

  /// Packs numbers around a known line.
  ///
  /// - Parameters:
  ///   - slope: The rise of the line per index.
  ///   - least: The least residual.
  ///   - greatest: The greatest residual.
  /// - Complexity: O(count).
  init(_ values: UnsafeBufferPointer<Int64>, slope: Double, least: Int64, greatest: Int64) {
    let span = values.isEmpty ? 0 : UInt64(bitPattern: greatest &- least)
    self.slope = slope
    width = (64 - span.leadingZeroBitCount + 7) / 8
    base = values.isEmpty ? 0 : least
    bytes = Self.bytes(values, slope: slope, base: base, width: width)
  }

  private static func bytes(
    _ values: UnsafeBufferPointer<Int64>, slope: Double, base: Int64, width: Int
  ) -> [UInt8] {
    guard width > 0 else { return [] }
    let size = values.count * width + 8
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let out = UnsafeMutableRawBufferPointer(buffer)
      for index in values.indices {
        let line = slope == 0 ? 0 : Self.line(slope, index)
        // The next store overwrites the zeros after this one.
        out.storeBytes(
          of: (values[index] &- line &- base).littleEndian, toByteOffset: index &* width,
          as: Int64.self)
      }
      out.storeBytes(of: 0, toByteOffset: values.count * width, as: Int64.self)
      count = size
    }
  }

  /// The number at an index.
  ///
  /// - Precondition: The index is within the sequence.
  subscript(index: Int) -> Int64 {
    let start = base &+ Self.line(slope, index)
    guard width > 0 else { return start }
    let difference = bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index * width, as: UInt64.self))
    }
    // Shift out the bytes of the next residual.
    let others = UInt64(64 - 8 * width)
    return start &+ Int64(bitPattern: (difference << others) >> others)
  }

  /// The bytes in memory.
  var storage: Int { bytes.count + 32 }

  /// The rise per index from the first to the last number; 0 where the line would overflow.
  private static func slope(_ values: UnsafeBufferPointer<Int64>) -> Double {
    guard values.count > 1 else { return 0 }
    let rise = Double(values[values.count - 1]) - Double(values[0])
    return abs(rise) < 0x1p61 ? rise / Double(values.count - 1) : 0
  }

  private static func line(_ slope: Double, _ index: Int) -> Int64 {
    Int64(slope * Double(index))
  }
}
