public import RunModel

/// The requests that the screen has made of the trainer.
public struct RequestState: Equatable, Sendable {
  /// A request that has not been answered yet.
  public struct Pending: Equatable, Sendable {
    /// The request's id.
    public var id: String
    /// The command that was asked for.
    public var command: RunCommand
  }

  /// The requests without an answer, oldest first.
  public internal(set) var pending: [Pending] = []
  /// The number of requests so far, from which the next id is made.
  public internal(set) var count = 0

  /// Adds a request.
  mutating func add(_ command: RunCommand) -> CommandRequest {
    count += 1
    let request = CommandRequest(
      id: CommandRequest.id(ofKey: count), source: CommandRequest.key, command)
    pending.append(Pending(id: request.id, command: command))
    return request
  }
}
