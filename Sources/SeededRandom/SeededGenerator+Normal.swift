#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SeededGenerator {
  /// A normally distributed number with mean 0 and standard deviation 1.
  ///
  /// Box–Muller, one number a call (the second is dropped: the state then is the whole truth).
  public mutating func normal() -> Float {
    let radius = (-2 * log(1 - Double(uniform()))).squareRoot()
    return Float(radius * cos(2 * Double.pi * Double(uniform())))
  }
}
