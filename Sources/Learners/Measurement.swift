package import Callbacks
package import Evaluation
package import RunModel

/// What a recipe's `evaluation` asks for.
package struct MeasurementRequest: Sendable {
  /// The metric's name in recipes; nil for the task's usual one.
  package var metric: String?
  /// The mean over classes of average precision.
  package var average = Average.macro
  /// The first number's name in `logs`.
  package var name = "val/mAP"
  /// The overlap at which VOC counts a box as found.
  package var iouThreshold = 0.5
  /// Whether VOC's older eleven points are used.
  package var isElevenPoint = false

  /// Makes a request.
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

/// How a metric is measured: the names it gives, the numbers, and what else there is to tell.
package struct Measurement {
  /// The names in `logs`.
  package var names: [String]
  /// Measures the last validation pass.
  package var measure: () throws -> Logs
  /// What there is to tell of it besides, after measuring; the epoch counts from 0.
  package var details: (Int) -> [RunEvent.Kind]

  /// Makes a measurement.
  package init(
    names: [String], measure: @escaping () throws -> Logs,
    details: @escaping (Int) -> [RunEvent.Kind] = { _ in [] }
  ) {
    self.names = names
    self.measure = measure
    self.details = details
  }
}

/// Something whose validation pass can be measured.
package protocol Measurable {
  /// Says how a metric is measured.
  ///
  /// - Throws: `CallbackError` for a metric that this task does not have.
  func measurement(_ request: MeasurementRequest) throws(CallbackError) -> Measurement
}

/// A recipe's task before there is a learner: it knows names, and no numbers.
package struct PlannedTask: Measurable {
  let isDetector: Bool

  /// Makes a task.
  package init(isDetector: Bool) { self.isDetector = isDetector }

  package func measurement(_ request: MeasurementRequest) throws(CallbackError) -> Measurement {
    Measurement(names: try names(request)) { Logs() }
  }

  /// The names that a request gives, checked.
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

  /// The metrics that the learner reports and which way each is better.
  package var directions: [String: Direction] {
    isDetector ? DetectorLearner.directions : ClassifierLearner.directions
  }
}
