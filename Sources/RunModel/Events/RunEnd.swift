internal import JSONText

/// The end of a run.
public struct RunEnd: Equatable, Sendable {
  /// The reason of the end.
  public var reason: StopReason
  /// Epochs that were trained to their end.
  public var epochs: Int
  /// The epoch whose weights were restored at the end, from 0.
  public var restoredEpoch: Int?
  /// Seconds of training, pauses left out.
  public var seconds: Double
  /// Sentences about what did not fit on the disk until the end, each with the file and the reason.
  public var unwritten: [String]

  /// Creates the end of a run.
  public init(
    reason: StopReason, epochs: Int, restoredEpoch: Int? = nil, seconds: Double,
    unwritten: [String] = []
  ) {
    self.reason = reason
    self.epochs = epochs
    self.restoredEpoch = restoredEpoch
    self.seconds = seconds
    self.unwritten = unwritten
  }
}

extension RunEnd {
  static let schema = JSONSchema(
    RunEnd(reason: .completed, epochs: 0, seconds: 0),
    [
      .init("reason", \.reason, .reason),
      .init("sentence", writing: { .string($0.reason.sentence) }),
      .init("epochs", \.epochs, .integer), .init("seconds", \.seconds, .number),
      .init("restored_epoch", \.restoredEpoch, .optional(.integer)),
      .init("unwritten", \.unwritten, .omitted(.tolerantList(.text), when: [])),
    ])
}
