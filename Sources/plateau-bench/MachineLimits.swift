import CKernels
import Synchronization

/// The limits of the machine, measured on a number of threads at once.
struct MachineLimits {
  /// Multiply-adds in registers, in 10⁹ operations per second; a multiply-add counts as two.
  let gigaflops: Double
  /// The bandwidth of Adam's streams if the weights of the `mlp` benchmark fit the last cache, in GB/s.
  let cacheBandwidth: Double
  /// The same bandwidth through memory.
  let memoryBandwidth: Double

  /// - Parameter withMemory: Measures memory beyond the caches; without it, its bandwidth is NaN.
  init(threads: Int, withMemory: Bool = true) {
    let team = plateau_team_create(Int32(clamping: threads))
    defer { plateau_team_destroy(team) }
    // The best of several: other programs can only make it slower.
    gigaflops = (0..<5).map { _ in Self.multiplyAdds(team) }.max() ?? 0
    cacheBandwidth = Self.bandwidth(team, weights: 818_970, passes: 20)
    memoryBandwidth =
      withMemory ? Self.bandwidth(team, weights: 40_000_000, passes: 1) : .nan
  }

  private static func multiplyAdds(_ team: OpaquePointer?) -> Double {
    let operations = Atomic<Int>(0)
    let seconds = onAll(team) { _, _ in
      var result: Float = 0
      operations.add(Int(plateau_multiply_add(3_000_000, &result)), ordering: .relaxed)
    }
    return Double(operations.load(ordering: .relaxed)) / seconds / 1e9
  }

  /// Reads w, m, v and g and writes w, m and v: 28 bytes per weight.
  private static func bandwidth(_ team: OpaquePointer?, weights: Int, passes: Int) -> Double {
    let numbers = UnsafeMutablePointer<Float>.allocate(capacity: 4 * weights)
    defer { numbers.deallocate() }
    func stream() -> Double {
      onAll(team) { rank, size in
        let (first, end) = (weights * rank / size, weights * (rank + 1) / size)
        for _ in 0..<passes {
          plateau_adam(
            numbers + first, numbers + weights + first, numbers + 2 * weights + first,
            numbers + 3 * weights + first, end - first, 1e-3, 0, 0.9, 0.999,
            1e-7)
        }
      }
    }
    numbers.initialize(repeating: 1, count: 4 * weights)
    return Double(28 * weights * passes) / ((0..<7).map { _ in stream() }.min() ?? 1) / 1e9
  }

  /// The seconds until all threads of a team have called `body` with their rank and the size of the team.
  private static func onAll(_ team: OpaquePointer?, _ body: (Int, Int) -> Void) -> Double {
    struct Call { let body: (Int, Int) -> Void, size: Int }
    guard let team else { return Timing.seconds { body(0, 1) } }
    return withoutActuallyEscaping(body) { body in
      var call = Call(body: body, size: Int(plateau_team_size(team)))
      return withUnsafeMutablePointer(to: &call) { call in
        Timing.seconds {
          plateau_team_run(
            team,
            { context, rank in
              guard let call = context?.assumingMemoryBound(to: Call.self).pointee else { return }
              call.body(Int(rank), call.size)
            }, UnsafeMutableRawPointer(call))
        }
      }
    }
  }

  /// The limit of the `mlp` benchmark, in samples per second, if nothing overlaps.
  ///
  /// An example takes 3.678 million operations (the first layer needs no gradient of its inputs); a step
  /// moves 28 bytes per weight.
  func mlpSamples(batch: Int) -> Double {
    let step = 3.678e-3 * Double(batch) / gigaflops + 28e-9 * 818_970 / cacheBandwidth
    return Double(batch) / step
  }

  /// The limits as results.
  var result: BenchResult {
    BenchResult([
      ("gflops", .number(gigaflops, decimals: 0)),
      ("cache_gb_s", .number(cacheBandwidth, decimals: 1)),
      ("memory_gb_s", .number(memoryBandwidth, decimals: 1)),
      ("mlp_32_samples_s", .number(mlpSamples(batch: 32), decimals: 0)),
      ("mlp_128_samples_s", .number(mlpSamples(batch: 128), decimals: 0)),
      ("mlp_1024_samples_s", .number(mlpSamples(batch: 1024), decimals: 0)),
    ])
  }
}
