/// Something that a callback asks of the trainer.
///
/// A hook sends it with `TrainingContext.request(_:)`, and the trainer alone reads it, right after
/// the hook's round through the chain. The end of training is not among them: `stopTraining` may be
/// set back by a later callback.
public enum TrainingRequest: Equatable, Sendable {
  /// Begin with this epoch, from 0; asked in `onTrainBegin`. A run that is resumed ignores it.
  case begin(atEpoch: Int)
  /// Leave the batch that has just ended out of the epoch's means.
  case excludeBatchFromMeans
  /// Keep the state to continue from beside a file that holds the whole model.
  case keepState(besideCheckpoint: String)
  /// Report at the end of the run that the weights of this epoch, from 0, were restored.
  case reportRestoredWeights(ofEpoch: Int)
}
