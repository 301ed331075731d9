import CKernels
import SeededRandom
import Testing

/// The loop that computes a kernel's gradient and updates the kernel, in registers of either width.
@Suite struct AdamProductTests {
  private struct Numbers {
    var x: [Float]
    var d: [Float]
    var w: [Float]
    var m: [Float]
    var v: [Float]
  }

  /// Rows, columns and examples around the sizes of tiles, registers and groups of rows.
  static let sizes: [(rows: Int, columns: Int, batch: Int)] = [
    (1, 1, 1), (3, 7, 2), (4, 8, 32), (8, 24, 5), (9, 25, 33), (17, 48, 31), (113, 49, 7),
    (31, 65, 128),
  ]

  private func numbers(_ rows: Int, _ columns: Int, _ batch: Int) -> Numbers {
    var random = SeededGenerator(seed: 3)
    func some(_ count: Int, _ range: ClosedRange<Float>) -> [Float] {
      (0..<count).map { _ in random.uniform(range) }
    }
    return Numbers(
      x: some(batch * rows, -1...1), d: some(batch * columns, -1...1),
      w: some(rows * columns, -1...1), m: some(rows * columns, -0.1...0.1),
      v: some(rows * columns, 0.01...0.1))
  }

  /// The wanted width, or 0 if the CPU does not have it.
  private func step(_ n: inout Numbers, _ rows: Int, _ columns: Int, _ batch: Int, lanes: Int)
    -> Int
  {
    let count = plateau_adam_product_scratch(batch, columns)
    var scratch = [Float](repeating: 0, count: count)
    return Int(
      plateau_adam_product(
        n.x, rows, n.d, columns, rows, columns, batch, &n.w, &n.m, &n.v, &scratch, count,
        0.01, 0.001, 0.9, 0.999, 1e-3, Int32(lanes)))
  }

  @Test(arguments: sizes.indices, [8, 16])
  func itIsTheProductAndThenAdamsStep(index: Int, lanes: Int) {
    let (rows, columns, batch) = Self.sizes[index]
    let before = numbers(rows, columns, batch)
    var after = before
    let done = step(&after, rows, columns, batch, lanes: lanes)
    guard done == lanes else {
      // Without such registers nothing has happened, or the next smaller ones were used.
      #expect(done < lanes)
      return
    }
    var worst = (w: 0.0, m: 0.0, v: 0.0)
    // 0.999 is rounded in 32 bits, and 1 − 0.999 loses most of its digits.
    let (rest1, rest2) = (Double(1 - Float(0.9)), Double(1 - Float(0.999)))
    for row in 0..<rows {
      for column in 0..<columns {
        let at = row * columns + column
        let g = (0..<batch).reduce(0.0) {
          $0 + Double(before.x[$1 * rows + row]) * Double(before.d[$1 * columns + column])
        }
        let m = Double(before.m[at]) + (g - Double(before.m[at])) * rest1
        let v = Double(before.v[at]) + (g * g - Double(before.v[at])) * rest2
        let w = Double(before.w[at]) * (1 - 0.001) - 0.01 * m / (v.squareRoot() + 1e-3)
        worst.w = max(worst.w, abs(w - Double(after.w[at])))
        worst.m = max(worst.m, abs(m - Double(after.m[at])))
        worst.v = max(worst.v, abs(v - Double(after.v[at])))
      }
    }
    #expect(worst.w < 2e-6)
    #expect(worst.m < 2e-6)
    #expect(worst.v < 2e-6)
  }

  @Test func lessThanTheNarrowestRegisterDoesNothing() {
    let before = numbers(8, 24, 4)
    var after = before
    #expect(step(&after, 8, 24, 4, lanes: 4) == 0)
    #expect(after.w == before.w)
    #expect(after.m == before.m)
  }

  @Test(arguments: [8, 16]) func notANumberStaysOne(lanes: Int) {
    var n = numbers(4, 30, 3)
    n.x[0] = .nan
    guard step(&n, 4, 30, 3, lanes: lanes) > 0 else { return }
    // Row 0 of the kernel sees it, the others do not.
    let isNaN = n.w.map(\.isNaN)
    #expect(isNaN == (0..<120).map { $0 < 30 })
  }

  /// A kernel leaves the numbers before and after its memory unchanged, and refuses less memory.
  @Test(arguments: sizes.indices, [8, 16])
  func itStaysWithinTheScratchThatItAsksFor(index: Int, lanes: Int) {
    let (rows, columns, batch) = Self.sizes[index]
    let n = numbers(rows, columns, batch)
    let needed = plateau_adam_product_scratch(batch, columns)
    let margin = 64
    let mark: Float = 12345
    var memory = [Float](repeating: mark, count: needed + 2 * margin)
    var (w, m, v) = (n.w, n.m, n.v)
    func run(_ memory: inout [Float], _ count: Int) -> Int32 {
      memory.withUnsafeMutableBufferPointer { memory in
        guard let base = memory.baseAddress else { return -1 }
        return plateau_adam_product(
          n.x, rows, n.d, columns, rows, columns, batch, &w, &m, &v, base + margin, count, 0.01,
          0.001, 0.9, 0.999, 1e-3, Int32(lanes))
      }
    }
    #expect(run(&memory, needed - 1) == 0)
    #expect(w == n.w)
    #expect(memory.allSatisfy { $0 == mark })
    let done = run(&memory, needed)
    #expect((w != n.w) == (done > 0))
    #expect(memory.prefix(margin).allSatisfy { $0 == mark })
    #expect(memory.suffix(margin).allSatisfy { $0 == mark })
  }
}
