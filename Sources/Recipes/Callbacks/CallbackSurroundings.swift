internal import Callbacks
internal import Learners
internal import RunModel

/// What callbacks of a recipe need from the run that they are made for.
final class CallbackSurroundings {
  /// Whether they are for a simulation: nothing is evaluated.
  let isSimulated: Bool
  /// The run's folder; empty for none.
  let folder: String
  private let task: any Measurable
  private var hubs: [String: MetricHub] = [:]

  /// The surroundings of a run.
  init(folder: String = "", isSimulated: Bool = false, task: any Measurable) {
    self.folder = folder
    self.isSimulated = isSimulated
    self.task = task
  }

  /// A file of the run's folder; an absolute path stays what it is.
  func place(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }

  /// How a metric is measured here.
  func measurement(_ request: MeasurementRequest) throws(CallbackError) -> Measurement {
    try task.measurement(request)
  }

  /// A metric that several callbacks share, so that it is computed once an epoch.
  func hub(_ metric: String) throws(CallbackError) -> MetricHub {
    if let known = hubs[metric] { return known }
    let measurement = try task.measurement(MeasurementRequest(name: metric))
    let hub = MetricHub(metric: metric) { try measurement.measure()[metric] ?? .nan }
    hubs[metric] = hub
    return hub
  }
}
