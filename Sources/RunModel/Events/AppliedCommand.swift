/// A command that was carried out.
public struct AppliedCommand: Equatable, Sendable {
  /// The request that was carried out.
  public var request: CommandRequest
  /// The epoch in which it took effect, from 0.
  public var epoch: Int
  /// The number of steps done in that epoch.
  public var step: Int
  /// The name of the changed value, such as `early_stopping.patience`, `learning_rate` or `epochs`;
  /// nil for commands that change no value.
  public var subject: String?
  /// The value before.
  public var old: ParameterValue?
  /// The value after.
  public var new: ParameterValue?
  /// What follows from the change, as a clause for a person; nil for nothing to add.
  public var note: String?
  /// The states of all callbacks afterwards.
  public var callbacks: [CallbackState]

  /// Creates a record of an applied command.
  public init(
    request: CommandRequest, epoch: Int, step: Int, subject: String? = nil,
    old: ParameterValue? = nil,
    new: ParameterValue? = nil, note: String? = nil, callbacks: [CallbackState] = []
  ) {
    self.request = request
    self.epoch = epoch
    self.step = step
    self.subject = subject
    self.old = old
    self.new = new
    self.note = note
    self.callbacks = callbacks
  }
}

extension AppliedCommand {
  /// The note behind other words: `; the schedule takes over at once`; empty for none.
  package var clause: String { note.map { "; \($0)" } ?? "" }

  static let schema = JSONSchema(
    AppliedCommand(request: CommandRequest(id: "", source: "", .pause), epoch: 0, step: 0),
    [
      .init("request", \.request, .request), .init("epoch", \.epoch, .integer),
      .init("step", \.step, .integer), .init("subject", \.subject, .optional(.text)),
      .init("old", \.old, .optional(.field)), .init("new", \.new, .optional(.field)),
      .init("note", \.note, .optional(.text)),
      .init(
        "callbacks", \.callbacks, .omitted(.list(.object(CallbackState.schema)), when: [])),
    ])
}
