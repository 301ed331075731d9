internal import Datasets
internal import Messages
internal import Networks
internal import Training

/// A rank that trains its part of every batch as the leader says.
final class Follower<Base: NetworkLearner> {
  private let base: Base
  private let group: TrainingGroup

  init(_ base: Base, _ group: TrainingGroup) {
    self.base = base
    self.group = group
  }

  /// Obeys until the leader ends the training.
  ///
  /// - Throws: The error that this rank alone has; the others must then be ended, too.
  func run() throws {
    while true {
      let directive = try group.announce(nil)
      if directive == .end { return }
      do {
        try obey(directive)
      } catch is DatasetError {
        // No rank can read an image, which all know: the leader ends the run.
      } catch is DivergedRank {
        // All know that, too.
      }
    }
  }

  private func obey(_ directive: Directive) throws {
    let network = base.network
    switch directive {
    case .beginEpoch(let epoch): try base.beginEpoch(epoch)
    case .trainStep(let step): _ = try group.measured { try base.trainStep(step) }
    case .validationStep(let step):
      if step == 0 { try group.compare(network.weights) }
      _ = try base.validationStep(step)
    case .setLearningRate(let rate): network.learningRate = rate
    case .setWeights: network.weights = try group.share([], like: network.weightShapes)
    case .setAverage:
      network.averagedWeights = try group.share([], like: network.weightShapes)
    case .resetOptimizer: network.resetOptimizer()
    case .restore: try group.share(stateOf: network)
    case .tellProblems: _ = try group.gatherProblems(base.problems)
    case .tellWork: try group.tellWork()
    case .stillHere, .end: break
    }
  }
}
