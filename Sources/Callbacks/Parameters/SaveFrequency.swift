public import RunModel

/// Keras's `save_freq` and `update_freq`: at each epoch's end, or every so many batches.
public enum SaveFrequency: Equatable, Sendable {
  /// At each epoch's end.
  case epoch
  /// After this many batches, at least 1, counted across epochs.
  case batches(Int)
}

extension SaveFrequency: ParameterConvertible {
  public var parameterValue: ParameterValue {
    switch self {
    case .epoch: .text("epoch")
    case .batches(let count): .integer(count)
    }
  }

  public init?(parameterValue: ParameterValue) {
    switch parameterValue {
    case .text("epoch"): self = .epoch
    case .integer(let count): self = .batches(count)
    default: return nil
    }
  }
}
