#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SeededGenerator {
  /// A normally distributed number with mean 0 and standard deviation 1.
  ///
  /// The Box–Muller transform, one number per call. The second number is dropped, so that the words are the
  /// whole state.
  public mutating func normal() -> Float {
    let radius = (-2 * log(1 - Double(uniform()))).squareRoot()
    return Float(radius * cos(2 * Double.pi * Double(uniform())))
  }
}
