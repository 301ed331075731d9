/// A checkpoint that found no room on a full disk.
struct MissedCheckpoint {
  /// The epoch it is of, from 0.
  let epoch: Int
  /// Whether it is of a batch within the epoch.
  let isWithin: Bool
  /// Its file.
  let path: String
  /// The value that made it the best; nil where every epoch is saved.
  let best: Double?
  /// Why it could not be saved at the end of training either, in a sentence.
  var trouble: String?
  private let iterations: Int
  private let weights: [[Float]]

  /// Remembers a model that could not be saved.
  ///
  /// - Complexity: O(weights).
  init(epoch: Int, isWithin: Bool, path: String, best: Double?, model: any Model) {
    self.epoch = epoch
    self.isWithin = isWithin
    self.path = path
    self.best = best
    iterations = model.iterations
    weights = model.weights
  }

  /// Whether a model has not changed since.
  ///
  /// - Complexity: O(weights).
  func isStill(_ model: any Model) -> Bool {
    model.iterations == iterations && model.weights == weights
  }

  /// Whether a later checkpoint makes up for it: any, or, where the best is kept, one that is no worse.
  func isMadeUp(by value: Double?, _ monitor: Monitor) -> Bool {
    guard let best, let value else { return true }
    return !monitor.isImprovement(best, over: value)
  }
}
