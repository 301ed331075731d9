public import Training

/// A learner that several processes can train together.
public protocol DistributedTask {
  /// The learner of the leader's trainer.
  func leading(_ group: TrainingGroup) -> any Learner
  /// Trains as the leader says until it ends the training.
  ///
  /// - Throws: An error of this process alone, after which the others must be ended, too.
  func follow(_ group: TrainingGroup) throws
}

extension DetectorLearner: DistributedTask {
  public func leading(_ group: TrainingGroup) -> any Learner { DistributedLearner(self, group) }
  public func follow(_ group: TrainingGroup) throws { try Follower(self, group).run() }
}

extension ClassifierLearner: DistributedTask {
  public func leading(_ group: TrainingGroup) -> any Learner { DistributedLearner(self, group) }
  public func follow(_ group: TrainingGroup) throws { try Follower(self, group).run() }
}
