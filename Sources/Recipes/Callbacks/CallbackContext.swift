internal import Callbacks
internal import Learners
internal import RunModel

/// The run that callbacks of a recipe are made for.
final class CallbackContext {
  /// True for a simulation, where nothing is evaluated.
  let isSimulated: Bool
  /// The run's folder.
  let folder: CallbackFolder
  private let task: any Measurable
  private var hubs: [String: MetricHub] = [:]

  /// Creates the context of a run.
  init(folder: String = "", isSimulated: Bool = false, task: any Measurable) {
    self.folder = CallbackFolder(folder)
    self.isSimulated = isSimulated
    self.task = task
  }

  /// Returns the way to measure a metric of the run.
  ///
  /// - Throws: `CallbackError` for a metric that the task does not have.
  func measurement(_ request: MeasurementRequest) throws(CallbackError) -> MetricMeasurement {
    try task.measurement(request)
  }

  /// The hub of a metric that several callbacks share, so that it is computed once per epoch.
  ///
  /// - Throws: `CallbackError` for a metric that the task does not have.
  func hub(_ metric: String) throws(CallbackError) -> MetricHub {
    if let known = hubs[metric] { return known }
    let measurement = try task.measurement(MeasurementRequest(name: metric))
    let hub = MetricHub(metric: metric) { try measurement.measure()[metric] ?? .nan }
    hubs[metric] = hub
    return hub
  }
}
