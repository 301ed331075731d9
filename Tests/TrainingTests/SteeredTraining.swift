import Callbacks
import RunModel
import Training

/// Trains with requests posted from a batch hook, and returns all events.
func steered(
  _ losses: [Double], callbacks: [any Callback] = [],
  epochs: Int? = nil, _ requests: [Int: [RunCommand]]
) throws -> (events: [RunEvent.Kind], learner: FakeLearner) {
  let inbox = CommandInbox()
  var events: [RunEvent.Kind] = []
  let learner = FakeLearner(losses)
  let poster = LambdaCallback(onTrainBatchEnd: { batch, _, training in
    for command in requests[training.epoch * 2 + batch] ?? [] {
      inbox.post(CommandRequest(id: "r", source: "test", command))
    }
  })
  try Trainer(
    learner: learner, callbacks: [poster] + callbacks,
    info: RunInfo(name: "test", epochs: epochs ?? losses.count), inbox: inbox
  ) { events.append($0) }.fit()
  return (events, learner)
}

/// The changes among events.
func applied(_ events: [RunEvent.Kind]) -> [AppliedCommand] {
  events.compactMap { if case .commandApplied(let command) = $0 { command } else { nil } }
}
