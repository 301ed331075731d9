public import Cells

/// The limits of alarms, and how they are given.
public struct AlarmSettings: Equatable, Sendable {
  /// True when values that are not finite give an alarm.
  public var isNotFiniteReported = true
  /// The multiple of its best value at which a loss diverges; nil for no alarm.
  public var divergence: Double? = 3
  /// The multiple of the writer's longest usual gap after which a run is silent; nil for no alarm.
  public var silence: Double? = 5
  /// The fraction of its usual speed that a run may lose; nil for no alarm.
  public var slowdown: Double? = 0.3
  /// The epochs over which the validation loss must rise; nil for no alarm.
  public var overfitting: Int? = 5
  /// The free space of the run's disk in gigabytes below which it is nearly full; nil for no alarm.
  public var disk: Double? = 1
  /// The temperature of a GPU in degrees Celsius from which it is too hot; nil for no alarm.
  public var heat: Double? = 90
  /// True when an alarm rings the terminal's bell.
  public var ringsBell = false
  /// The sequence that asks the terminal to show a notification; nil for none.
  public var notification: NotificationSequence?
  /// A command of the shell that an alarm starts; nil for none.
  public var command: String?

  /// Creates the usual limits.
  public init() {}
}
