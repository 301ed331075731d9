internal import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A learning rate for each epoch, from 0, for `LearningRateScheduler`.
public enum LearningRateSchedule: Equatable, Sendable {
  /// The rate at the start of the run.
  case constant
  /// The rate is multiplied by `factor` every `every` epochs.
  case step(every: Int, factor: Double)
  /// The rate is multiplied by `factor` after every epoch.
  case exponential(factor: Double)
  /// The rate rises linearly to the initial one in `warmup` epochs, then falls on half a cosine to
  /// `minimum` at the last epoch (doi:10.48550/arXiv.1608.03983, without restarts).
  case cosine(warmup: Int, minimum: Double)
  /// The rate is `rates[i]` from epoch `boundaries[i - 1]` on; there is one rate more than
  /// boundaries.
  case piecewise(boundaries: [Int], rates: [Double])

  /// Returns the rate of an epoch.
  ///
  /// - Parameters:
  ///   - initial: The rate at the start of the run.
  ///   - epochs: The number of epochs that were asked for at the start of the run.
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

extension LearningRateSchedule {
  /// The parameters of the schedule.
  public var table: ParameterTable<LearningRateSchedule> {
    switch self {
    case .constant: []
    case .step:
      [
        .live("every", \.every, .count(least: 1), "epochs from one cut to the next"),
        .live("factor", \.factor, .magnitude, "the rate is multiplied by it"),
      ]
    case .exponential: [.live("factor", \.factor, .magnitude, "the rate is multiplied by it")]
    case .cosine:
      [
        .live("warmup", \.warmup, .count(), "epochs in which the rate rises"),
        .live("minimum", \.minimum, .magnitude, "the rate of the last epoch"),
      ]
    case .piecewise(let boundaries, let rates):
      ParameterTable(
        boundaries.indices.map { index in
          let name = "boundary_\(index + 1)"
          return .live(name, \.[boundary: index], .count(), "the first epoch of the next rate") {
            _ in
            true
          } conflict: {
            $0.hasRisingBoundaries
              ? nil
              : "\(name) must lie between its neighbours, not at \($0[boundary: index])"
          }
        }
          + rates.indices.map {
            .live("rate_\($0 + 1)", \.[rate: $0], .magnitude, "a learning rate")
          })
    }
  }

  /// True unless boundaries fall.
  public var hasRisingBoundaries: Bool {
    if case .piecewise(let boundaries, _) = self { boundaries == boundaries.sorted() } else { true }
  }

  private var every: Int {
    get { if case .step(let every, _) = self { every } else { 1 } }
    set { if case .step(_, let factor) = self { self = .step(every: newValue, factor: factor) } }
  }

  private var factor: Double {
    get {
      switch self {
      case .step(_, let factor), .exponential(let factor): factor
      case .constant, .cosine, .piecewise: 1
      }
    }
    set {
      switch self {
      case .step(let every, _): self = .step(every: every, factor: newValue)
      case .exponential: self = .exponential(factor: newValue)
      case .constant, .cosine, .piecewise: break
      }
    }
  }

  private var warmup: Int {
    get { if case .cosine(let warmup, _) = self { warmup } else { 0 } }
    set {
      if case .cosine(_, let minimum) = self { self = .cosine(warmup: newValue, minimum: minimum) }
    }
  }

  private var minimum: Double {
    get { if case .cosine(_, let minimum) = self { minimum } else { 0 } }
    set {
      if case .cosine(let warmup, _) = self { self = .cosine(warmup: warmup, minimum: newValue) }
    }
  }

  private subscript(boundary index: Int) -> Int {
    get { if case .piecewise(let boundaries, _) = self { boundaries[index] } else { 0 } }
    set {
      guard case .piecewise(var boundaries, let rates) = self else { return }
      boundaries[index] = newValue
      self = .piecewise(boundaries: boundaries, rates: rates)
    }
  }

  private subscript(rate index: Int) -> Double {
    get { if case .piecewise(_, let rates) = self { rates[index] } else { 0 } }
    set {
      guard case .piecewise(let boundaries, var rates) = self else { return }
      rates[index] = newValue
      self = .piecewise(boundaries: boundaries, rates: rates)
    }
  }
}
