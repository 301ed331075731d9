internal import RunModel

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

extension LearningRateSchedule {
  /// The numbers of the schedule by name, as they can be changed.
  var fields: [CallbackField] {
    switch self {
    case .constant: []
    case .step(let every, let factor):
      [
        CallbackField("every", .integer(every), .count),
        CallbackField("factor", .number(factor), .magnitude),
      ]
    case .exponential(let factor): [CallbackField("factor", .number(factor), .magnitude)]
    case .cosine(let warmup, let minimum):
      [
        CallbackField("warmup", .integer(warmup), .count),
        CallbackField("minimum", .number(minimum), .magnitude),
      ]
    case .piecewise(let boundaries, let rates):
      boundaries.enumerated().map {
        CallbackField("boundary_\($0 + 1)", .integer($1), .count)
      }
        + rates.enumerated().map { CallbackField("rate_\($0 + 1)", .number($1), .magnitude) }
    }
  }

  /// The schedule with one of its numbers changed.
  ///
  /// - Throws: `EditRefusal` when the value does not fit.
  func setting(_ name: String, to value: FieldValue) throws(EditRefusal) -> LearningRateSchedule {
    switch (self, name) {
    case (.step(_, let factor), "every"):
      return .step(every: try value.count(name, least: 1), factor: factor)
    case (.step(let every, _), _): return .step(every: every, factor: try value.magnitude(name))
    case (.exponential, _): return .exponential(factor: try value.magnitude(name))
    case (.cosine(_, let minimum), "warmup"):
      return .cosine(warmup: try value.count(name), minimum: minimum)
    case (.cosine(let warmup, _), _):
      return .cosine(warmup: warmup, minimum: try value.magnitude(name))
    case (.piecewise(var boundaries, var rates), _):
      let index = (name.split(separator: "_").last.flatMap { Int($0) } ?? 1) - 1
      if name.hasPrefix("rate") {
        rates[index] = try value.magnitude(name)
      } else {
        boundaries[index] = try value.count(name)
        if boundaries != boundaries.sorted() {
          throw EditRefusal("\(name) must lie between its neighbours, not at \(value.words)")
        }
      }
      return .piecewise(boundaries: boundaries, rates: rates)
    case (.constant, _): return self
    }
  }
}
