/// Whole numbers as a line and what each differs from it, in as few bits as the greatest difference needs.
///
/// Steps with a constant stride so need no room, and times with an even pace a few bits each. The arithmetic
/// wraps around, so that every sequence comes back exactly.
struct PackedIntegers: Equatable, Sendable {
  private let base: Int64
  private let slope: Double
  private let bits: Int
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
  ///   - slope: the rise a place of the line they lie about.
  ///   - least: the least difference from that line.
  ///   - greatest: the greatest difference.
  /// - Complexity: O(count).
  init(_ values: UnsafeBufferPointer<Int64>, slope: Double, least: Int64, greatest: Int64) {
    let span = values.isEmpty ? 0 : UInt64(bitPattern: greatest &- least)
    let needed = 64 - span.leadingZeroBitCount
    self.slope = slope
    // A number must lie within the eight bytes from its first one on.
    bits = needed > 56 ? 64 : needed
    base = values.isEmpty ? 0 : least
    bytes = Self.bytes(values, slope: slope, base: base, bits: bits)
  }

  private static func bytes(
    _ values: UnsafeBufferPointer<Int64>, slope: Double, base: Int64, bits: Int
  ) -> [UInt8] {
    guard bits > 0 else { return [] }
    let size = (values.count * bits + 63) / 64 * 8 + 8
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let out = UnsafeMutableRawBufferPointer(buffer)
      var place = 0
      // Bits of numbers before that stand in the byte at `place`, and how many.
      var (word, held) = (UInt64(0), 0)
      for index in values.indices {
        let line = slope == 0 ? 0 : Self.line(slope, index)
        word |= UInt64(bitPattern: values[index] &- line &- base) &<< UInt64(held)
        out.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
        held &+= bits
        place &+= held >> 3
        // A shift by all bits gives zero.
        word >>= UInt64(held & ~7)
        held &= 7
      }
      for rest in place..<size { out[rest] = rest == place ? UInt8(truncatingIfNeeded: word) : 0 }
      count = size
    }
  }

  /// The number at a place.
  ///
  /// - Precondition: there is one.
  subscript(index: Int) -> Int64 {
    let start = base &+ Self.line(slope, index)
    guard bits > 0 else { return start }
    let place = index * bits
    let word = bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place >> 3, as: UInt64.self))
    }
    let mask = bits == 64 ? UInt64.max : (1 << UInt64(bits)) - 1
    return start &+ Int64(bitPattern: word >> UInt64(place & 7) & mask)
  }

  /// Bytes in memory.
  var storage: Int { bytes.count + 32 }

  /// The rise a place from the first to the last number; 0 where a line would leave the range.
  private static func slope(_ values: UnsafeBufferPointer<Int64>) -> Double {
    guard values.count > 1 else { return 0 }
    let rise = Double(values[values.count - 1]) - Double(values[0])
    return abs(rise) < 0x1p61 ? rise / Double(values.count - 1) : 0
  }

  private static func line(_ slope: Double, _ index: Int) -> Int64 {
    Int64(slope * Double(index))
  }
}
