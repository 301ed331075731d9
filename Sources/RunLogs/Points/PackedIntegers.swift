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

  /// Packs numbers.
  ///
  /// - Parameter isRising: whether they lie about a line rather than about a value.
  /// - Complexity: O(count).
  init(_ values: UnsafeBufferPointer<Int64>, isRising: Bool) {
    let slope = isRising ? Self.slope(values) : 0
    var (least, greatest) = (Int64.max, Int64.min)
    if slope == 0 {
      for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
    } else {
      for index in values.indices {
        let difference = values[index] &- Self.line(slope, index)
        (least, greatest) = (min(least, difference), max(greatest, difference))
      }
    }
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
      var (word, held, place) = (UInt64(0), 0, 0)
      for index in values.indices {
        let line = slope == 0 ? 0 : Self.line(slope, index)
        let difference = UInt64(bitPattern: values[index] &- line &- base)
        word |= difference << UInt64(held)
        held += bits
        if held >= 64 {
          out.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
          place += 8
          held -= 64
          // A shift by all bits gives zero.
          word = difference >> UInt64(bits - held)
        }
      }
      while place < size {
        out.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
        word = 0
        place += 8
      }
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
