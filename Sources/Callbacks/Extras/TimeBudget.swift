public import RunModel

/// Ends training when its time is used up; pauses do not count.
///
/// It checks the time after every batch, so that validation and `onTrainEnd` still follow.
///
///     TimeBudget(seconds: 3600)
public final class TimeBudget: ConfigurableCallback {
  private var seconds: Double
  /// Further time that a recipe gives, until it has been added to the seconds.
  private var minutes = 0.0
  private var hours = 0.0
  private var used = 0.0
  /// The reason why it ended training.
  public private(set) var stopEvidence: StopReason.Evidence?
  /// An empty memory: a resume needs nothing of this callback.
  public var memory = CallbackMemory()

  /// Creates the callback.
  ///
  /// - Parameter seconds: Seconds of training, at least 0.
  public init(seconds: Double) { self.seconds = max(0, seconds) }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    stopEvidence = nil
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    used = training.seconds
    guard used >= seconds else { return }
    stopEvidence = StopReason.Evidence(
      .timeBudget, monitor: "seconds", current: used < 10 ? used : used.rounded(),
      threshold: seconds)
    training.stopTraining = true
  }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .stops, hasStopped: stopEvidence != nil,
      summary: "\(Int(used)) of \(seconds.metricWords) s")
  }

  public static func makeDefault() -> TimeBudget { TimeBudget(seconds: 0) }

  public static var table: ParameterTable<TimeBudget> {
    [
      .live("seconds", \.seconds, .magnitude, "seconds of training"),
      .fixed("minutes", \.minutes, .magnitude, "minutes on top of the seconds"),
      .fixed("hours", \.hours, .magnitude, "hours on top of the minutes"),
    ]
  }

  public func checkParameters() throws(EditRefusal) {
    seconds += 60 * minutes + 3600 * hours
    (minutes, hours) = (0, 0)
    guard seconds > 0 else { throw EditRefusal("takes a time, such as {minutes: 30}") }
  }
}
