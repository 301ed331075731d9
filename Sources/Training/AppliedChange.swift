internal import Callbacks
internal import RunModel

/// An end of training after a later epoch.
struct LaterStop {
  /// The number of that epoch, from 1.
  var epoch: Int
  /// The source of the request.
  var via: String
}

/// A change that was applied and can be undone.
enum AppliedChange {
  /// Another learning rate, with the number of epochs that had begun.
  case learningRate(old: Float, new: Float, epochs: Int)
  /// Another number of epochs, with the stop that it dropped.
  case epochs(old: Int, stop: LaterStop?)
  case field(callback: String, name: String, undo: () -> Void)
  case memory(CallbackMemory, callback: String)
  case move(callback: String, by: Int)
  /// A move that still waits, by its number.
  case waiting(Int)
  /// A stop or pause after the epoch.
  case atEpochEnd(WaitingCommand)

  /// True for a change that can be made again; what waits for the end of the epoch is asked for
  /// anew instead.
  var isRepeatable: Bool {
    switch self {
    case .learningRate, .epochs, .field, .memory, .move, .waiting: true
    case .atEpochEnd: false
    }
  }

  /// This change and one of the same value that follows it, as one.
  func joined(with next: AppliedChange) -> AppliedChange {
    if case .learningRate(let old, _, _) = self, case .learningRate(_, let new, let epochs) = next {
      return .learningRate(old: old, new: new, epochs: epochs)
    }
    return self
  }
}
