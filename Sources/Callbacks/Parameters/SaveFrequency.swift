internal import RunModel

/// Keras's `save_freq` and `update_freq`: at each epoch's end, or every so many batches.
public enum SaveFrequency: Equatable, Sendable {
  /// At each epoch's end.
  case epoch
  /// After this many batches, at least 1, counted through epochs.
  case batches(Int)

  /// The value as a parameter.
  var fieldValue: FieldValue {
    switch self {
    case .epoch: .text("epoch")
    case .batches(let count): .integer(count)
    }
  }

  init(_ value: FieldValue, _ name: String) throws(EditRefusal) {
    switch value {
    case .text("epoch"): self = .epoch
    case .integer: self = .batches(try value.count(name, least: 1))
    default:
      throw EditRefusal(name, takes: CallbackField.Kind.frequency.words(), not: value.words)
    }
  }
}
