internal import Callbacks
internal import RunModel

/// A change that was applied and can be undone.
enum AppliedChange {
  case learningRate(old: Float)
  case field(callback: String, name: String, undo: () -> Void)
  case memory(CallbackMemory, callback: String)
  case move(callback: String, by: Int)
  /// A move that still waits, by its number.
  case waiting(Int)
  /// A stop or pause after the epoch.
  case atEpochEnd(WaitingCommand)
}
