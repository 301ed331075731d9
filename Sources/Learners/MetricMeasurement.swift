package import Callbacks
package import Evaluation
package import RunModel

/// The measurement that a recipe's `evaluation` asks for.
package struct MeasurementRequest: Sendable {
  /// The metric's name in recipes; nil for the default of the task.
  package var metric: String?
  /// The mean over classes of average precision.
  package var average = Average.macro
  /// The first number's name in `logs`.
  package var name = "val/mAP"
  /// The overlap from which VOC counts an object as found.
  package var iouThreshold = 0.5
  /// True for VOC's older interpolation by eleven points.
  package var isElevenPoint = false

  /// Creates a request for a metric.
  package init(
    metric: String? = nil, average: Average = .macro, name: String = "val/mAP",
    iouThreshold: Double = 0.5, isElevenPoint: Bool = false
  ) {
    self.metric = metric
    self.average = average
    self.name = name
    self.iouThreshold = iouThreshold
    self.isElevenPoint = isElevenPoint
  }
}

/// A way to measure a metric: its names, its values, and further events.
package struct MetricMeasurement {
  /// The names in `logs`.
  package var names: [String]
  /// Measures the last validation pass.
  package var measure: () throws -> Logs
  /// Returns further events of an epoch, from 0, after measuring.
  package var details: (Int) -> [RunEvent.Kind]

  /// Creates a measurement of a metric.
  package init(
    names: [String], measure: @escaping () throws -> Logs,
    details: @escaping (Int) -> [RunEvent.Kind] = { _ in [] }
  ) {
    self.names = names
    self.measure = measure
    self.details = details
  }
}

/// A task whose validation pass can be measured.
package protocol Measurable {
  /// Returns the way to measure a metric.
  ///
  /// - Throws: `CallbackError` for a metric that this task does not have.
  func measurement(_ request: MeasurementRequest) throws(CallbackError) -> MetricMeasurement
}

/// A recipe's task before there is a learner, which knows the names of metrics but no values.
package struct PlannedTask: Measurable {
  let isDetector: Bool

  /// Creates the task of a classifier or a detector.
  package init(isDetector: Bool) { self.isDetector = isDetector }

  package func measurement(_ request: MeasurementRequest) throws(CallbackError) -> MetricMeasurement
  {
    MetricMeasurement(names: try names(request)) { Logs() }
  }

  /// Checks a request and returns its names.
  func names(_ request: MeasurementRequest) throws(CallbackError) -> [String] {
    let known = isDetector ? ["coco", "voc"] : ["average_precision"]
    let metric = request.metric ?? known[0]
    guard known.contains(metric) else {
      throw CallbackError(
        "evaluation: metric \(metric) is not for a \(isDetector ? "detector" : "classifier"); "
          + "take \(known.joined(separator: " or "))")
    }
    guard metric == "coco" else { return [request.name] }
    let prefix = request.name.lastIndex(of: "/").map { request.name[...$0] } ?? ""
    return [request.name, prefix + "AP50", prefix + "AP75"]
  }

  /// The metrics that the learner reports, with their better direction.
  package var directions: [String: Direction] {
    isDetector ? DetectorLearner.directions : ClassifierLearner.directions
  }
}
