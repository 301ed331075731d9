internal import RunModel

extension RunEvent.Kind {
  /// The name of a kind of event in `events.jsonl`: what is written, what is read, and what a log of ours is known by.
  package enum Name: String, CaseIterable {
    case runStarted = "run_started"
    case epochStarted = "epoch_started"
    case stepEnded = "step"
    case validationStarted = "validation_started"
    case evaluated
    case samplesChosen = "samples"
    case detected
    case epochEnded = "epoch_ended"
    case learningRateChanged = "learning_rate"
    case improved
    case checkpointSaved = "checkpoint"
    case weightsRestored = "weights_restored"
    case message
    case warning
    case paused
    case resumed
    case commandApplied = "applied"
    case commandRefused = "refused"
    case runEnded = "run_ended"
  }
}
