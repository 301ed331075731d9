internal import Callbacks

/// The requests of callbacks, kept until the trainer acts on them.
final class CallbackRequests {
  private let training: TrainingContext
  /// The epoch to begin with, from 0; nil when no callback asked for one.
  private(set) var firstEpoch: Int?
  /// Checkpoints of whole models that have no state beside them yet.
  var checkpoints: [String] = []
  /// The epoch whose weights were restored at the end of training, from 0.
  private(set) var restoredEpoch: Int?
  private var excludesBatch = false

  init(_ training: TrainingContext) { self.training = training }

  /// Reads the requests since the last call.
  func collect() {
    for request in training.collectRequests() {
      switch request {
      case .begin(let epoch): firstEpoch = epoch
      case .excludeBatchFromMeans: excludesBatch = true
      case .keepState(let checkpoint): checkpoints.append(checkpoint)
      case .reportRestoredWeights(let epoch): restoredEpoch = epoch
      }
    }
  }

  /// Returns true when the last batch is to be left out of the means, once per request.
  func excludesLastBatch() -> Bool {
    collect()
    defer { excludesBatch = false }
    return excludesBatch
  }
}
