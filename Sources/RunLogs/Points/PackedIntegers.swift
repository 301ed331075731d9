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
    slope = isRising ? Self.slope(values) : 0
    var least = Int64.max
    var greatest = Int64.min
    for index in values.indices {
      let difference = values[index] &- Self.line(slope, index)
      least = min(least, difference)
      greatest = max(greatest, difference)
    }
    base = values.isEmpty ? 0 : least
    let span = values.isEmpty ? 0 : UInt64(bitPattern: greatest &- least)
    let needed = 64 - span.leadingZeroBitCount
    // A number must lie within the eight bytes from its first one on.
    bits = needed > 56 ? 64 : needed
    guard bits > 0 else {
      bytes = []
      return
    }
    let (slope, base, bits) = (slope, base, bits)
    let size = (values.count * bits + 7) / 8 + 8
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      buffer.initialize(repeating: 0)
      let out = UnsafeMutableRawBufferPointer(buffer)
      for index in values.indices {
        let difference = UInt64(bitPattern: values[index] &- Self.line(slope, index) &- base)
        let place = index * bits
        let word = out.loadUnaligned(fromByteOffset: place >> 3, as: UInt64.self)
        out.storeBytes(
          of: (word.littleEndian | difference << UInt64(place & 7)).littleEndian,
          toByteOffset: place >> 3, as: UInt64.self)
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
