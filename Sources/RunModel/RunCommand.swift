/// What somebody can ask of a run: a line of `commands.jsonl`.
public enum RunCommand: Equatable, Sendable {
  /// Wait before the next batch.
  case pause
  /// Go on.
  case resume
  /// Train to the end of the epoch (the next one when at an end), then pause.
  case stepEpoch
  /// End training.
  case stop(StopReason.Moment)
  /// Set the learning rate.
  case setLearningRate(Double)
  /// Set a parameter of the callback with this id.
  case edit(callback: String, field: String, value: FieldValue)
  /// Let the callback with this id forget what it has seen: its best value and its counters.
  case reset(callback: String)
  /// Move the callback with this id in the chain, at the next epoch boundary; negative to the front.
  case move(callback: String, by: Int)
  /// Take the last change back.
  case undo
  /// Take back what waits for the end of the epoch.
  case cancel(WaitingCommand)
}

/// A command with who asked.
public struct CommandRequest: Equatable, Sendable {
  /// Chosen by who asks; the answer carries it.
  public var id: String
  /// Where it came from: `dashboard`, `commands.jsonl`, `Ctrl-C`.
  public var source: String
  /// What is asked.
  public var command: RunCommand
  /// Whether its sender chose the id, and so may wait for the answer.
  public var hasOwnID: Bool

  /// Makes a request.
  public init(id: String, source: String, hasOwnID: Bool = true, _ command: RunCommand) {
    self.id = id
    self.source = source
    self.hasOwnID = hasOwnID
    self.command = command
  }

  /// The id of a request in a line that gives none.
  ///
  /// - Parameter number: the line's number, from 1.
  public static func id(ofLine number: Int) -> String { "line-\(number)" }
}
