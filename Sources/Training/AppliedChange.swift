internal import Callbacks
internal import RunModel

/// A change that was applied and can be undone.
enum AppliedChange {
  case learningRate(old: Float)
  case epochs(old: Int)
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
}
