#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A learning rate by epoch, for `LearningRateScheduler`; epochs count from 0.
public enum LearningRateSchedule: Equatable, Sendable {
  /// The rate the run began with.
  case constant
  /// Times `factor` every `every` epochs.
  case step(every: Int, factor: Double)
  /// Times `factor` every epoch.
  case exponential(factor: Double)
  /// Linear up to the initial rate in `warmup` epochs, then half a cosine down to `minimum` at the last
  /// epoch (doi:10.48550/arXiv.1608.03983, without restarts).
  case cosine(warmup: Int, minimum: Double)
  /// `rates[i]` from epoch `boundaries[i - 1]` on; one rate more than boundaries.
  case piecewise(boundaries: [Int], rates: [Double])

  /// The rate of an epoch.
  ///
  /// - Parameters:
  ///   - initial: the rate the run began with.
  ///   - epochs: how many were asked for.
  public func rate(epoch: Int, initial: Double, epochs: Int) -> Double {
    switch self {
    case .constant: return initial
    case .step(let every, let factor): return initial * pow(factor, Double(epoch / max(1, every)))
    case .exponential(let factor): return initial * pow(factor, Double(epoch))
    case .cosine(let warmup, let minimum):
      if epoch < warmup { return initial * Double(epoch + 1) / Double(warmup + 1) }
      let length = max(1, epochs - 1 - warmup)
      let done = min(1, Double(epoch - warmup) / Double(length))
      return minimum + (initial - minimum) * 0.5 * (1 + cos(.pi * done))
    case .piecewise(let boundaries, let rates):
      let index = boundaries.count { $0 <= epoch }
      return index < rates.count ? rates[index] : rates.last ?? initial
    }
  }
}
