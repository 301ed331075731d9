/// The kind of numbers that a detector multiplies while it trains.
///
/// Weights, sums, normalisation, the optimiser and predictions always have 32 bits.
public enum Precision: String, Sendable, CaseIterable {
  /// 32 bits, of which 24 are the number's digits.
  case float32
  /// 16 bits: the exponent of a `float32` with 8 digits. Images, kernels and gradients are rounded to it before
  /// they are multiplied, and the products are summed in 32 bits, as in doi:10.48550/arXiv.1905.12322.
  case bfloat16

  /// `true` if the processor multiplies such numbers: for `bfloat16` it needs AVX-512 BF16 or AMX.
  public var isSupported: Bool {
    switch self {
    case .float32: true
    case .bfloat16: OneDNN.multipliesBFloat16
    }
  }
}
