/// Whole numbers as a line and what each differs from it, in as few bytes as the greatest difference needs.
///
/// Steps with a constant stride so need no room, and times with an even pace a byte or two each. The arithmetic
/// wraps around, so that every sequence comes back exactly.
struct PackedIntegers: Equatable, Sendable {
  private let base: Int64
  private let slope: Double
  /// Bytes of a difference, 0…8.
  private let width: Int
  /// The differences, little-endian, with eight bytes of room behind them.
  private let bytes: [UInt8]

  /// Packs numbers that lie about a line.
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

  /// Packs numbers.
  ///
  /// - Parameters:
  ///   - slope: the rise per index of the line they lie about.
  ///   - least: the least difference from that line.
  ///   - greatest: the greatest difference.
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
        // The next one is written over the zeros behind it.
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
  /// - Precondition: there is one.
  subscript(index: Int) -> Int64 {
    let start = base &+ Self.line(slope, index)
    guard width > 0 else { return start }
    let difference = bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index * width, as: UInt64.self))
    }
    // What stands behind it is shifted out.
    let others = UInt64(64 - 8 * width)
    return start &+ Int64(bitPattern: (difference << others) >> others)
  }

  /// Bytes in memory.
  var storage: Int { bytes.count + 32 }

  /// The rise per index from the first to the last number; 0 where a line would leave the range.
  private static func slope(_ values: UnsafeBufferPointer<Int64>) -> Double {
    guard values.count > 1 else { return 0 }
    let rise = Double(values[values.count - 1]) - Double(values[0])
    return abs(rise) < 0x1p61 ? rise / Double(values.count - 1) : 0
  }

  private static func line(_ slope: Double, _ index: Int) -> Int64 {
    Int64(slope * Double(index))
  }
}
