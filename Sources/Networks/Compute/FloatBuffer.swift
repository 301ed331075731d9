/// Memory that kernels work on, aligned for the widest registers and initially zero.
///
/// The threads of a step write disjoint parts of it between barriers, which no type can express.
final class NumberBuffer<Number: Numeric> {
  let count: Int
  let base: UnsafeMutablePointer<Number>

  init(_ count: Int) {
    self.count = count
    let bytes = max(1, count) * MemoryLayout<Number>.stride
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Number.self, capacity: max(1, count))
    base.initialize(repeating: 0, count: max(1, count))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// Sets all numbers to zero.
  func clear() { base.update(repeating: 0, count: count) }

  /// All numbers, copied on reading and on writing; a new value must have the same count.
  var values: [Number] {
    get { Array(UnsafeBufferPointer(start: base, count: count)) }
    set {
      precondition(newValue.count == count, "a tensor keeps its size")
      newValue.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { base.update(from: start, count: count) }
      }
    }
  }
}

/// A buffer of 32-bit floats.
typealias FloatBuffer = NumberBuffer<Float>
