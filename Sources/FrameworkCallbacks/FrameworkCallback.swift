public import Callbacks
public import RunModel

/// A callback that follows the rule of a framework other than Keras, with that framework's names,
/// defaults and way of counting.
///
/// It decides at the end of each epoch, which stands for one validation, and in the framework's own
/// number format. `hasValidated` of the training tells whether there was one.
public protocol FrameworkCallback: ConfigurableCallback {
  /// The best value as the framework stores it, which is infinite or 0 before the first one; nil
  /// where the framework has none either.
  var storedBest: Double? { get }
  /// The counters after the last epoch, under the framework's own names.
  var counters: [FrameworkCounter] { get }
  /// True when the framework raises no error for a metric that is never measured.
  var toleratesMissingMetric: Bool { get }
  /// Chooses the monitored metric among the names of a log, for a framework that adds a prefix to
  /// the name or computes the metric from several others.
  func chooseMetric(among names: Set<String>)
}

extension FrameworkCallback {
  public var toleratesMissingMetric: Bool { false }
  public func chooseMetric(among names: Set<String>) {}

  public static var isSimulated: Bool { true }

  /// Creates the callback with the framework's defaults but for some parameters.
  ///
  /// - Parameter parameters: Values by the framework's names.
  /// - Throws: `EditRefusal` for a value that does not fit.
  public static func make(
    _ parameters: [(name: String, value: ParameterValue)]
  ) throws(EditRefusal) -> Self {
    var callback = makeDefault()
    try table.set(parameters, of: &callback)
    try callback.checkParameters()
    return callback
  }

  /// Returns the monitored value of an epoch; nil when there is none.
  ///
  /// - Throws: `CallbackError` when it is text or a list.
  func value(of metric: String, in logs: Logs) throws(CallbackError) -> Double? {
    guard let value = logs[value: metric], value != .none else { return nil }
    guard let number = value.double else {
      throw CallbackError("\(name) watches \(metric), which is not a number but \(value)")
    }
    return number
  }
}

/// A counter of a rule under the framework's own name: `num_bad_epochs`, `wait_count`.
public struct FrameworkCounter: Equatable, Sendable {
  /// The framework's name.
  public let name: String
  /// The value.
  public let value: ParameterValue

  /// Creates a counter.
  public init(_ name: String, _ value: ParameterValue) {
    self.name = name
    self.value = value
  }
}

/// An exception that the framework itself would have raised, which ends training.
public struct FrameworkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The class of the exception, such as `KeyError`.
  public let exception: String
  /// The reason, in one line.
  public let message: String

  /// Creates an error.
  public init(_ exception: String, _ message: String) {
    self.exception = exception
    self.message = message
  }

  public var description: String { "\(exception): \(message)" }
}

extension Logs {
  /// The names as the end of a sentence.
  var availableMetrics: String {
    isEmpty ? "the epoch has no metrics" : "the epoch has " + names.joined(separator: ", ")
  }
}

extension Direction: ParameterConvertible {}
