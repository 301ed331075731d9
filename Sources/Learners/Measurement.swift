internal import Callbacks
internal import Evaluation
internal import RunModel

/// What a recipe's `evaluation` asks for.
struct MeasurementRequest: Sendable {
  /// The metric's name in recipes; nil for the task's usual one.
  var metric: String?
  /// The mean over classes of average precision.
  var average = Average.macro
  /// The first number's name in `logs`.
  var name = "val/mAP"
  /// The overlap at which VOC counts a box as found.
  var iouThreshold = 0.5
  /// Whether VOC's older eleven points are used.
  var isElevenPoint = false
}

/// How a metric is measured: the names it gives, the numbers, and what else there is to tell.
struct Measurement {
  /// The names in `logs`.
  var names: [String]
  /// Measures the last validation pass.
  var measure: () throws -> Logs
  /// What there is to tell of it besides, after measuring; the epoch counts from 0.
  var details: (Int) -> [RunEvent.Kind] = { _ in [] }
}

/// Something whose validation pass can be measured.
protocol Measurable {
  /// Says how a metric is measured.
  ///
  /// - Throws: `CallbackError` for a metric that this task does not have.
  func measurement(_ request: MeasurementRequest) throws(CallbackError) -> Measurement
}

/// A recipe's task before there is a learner: it knows names, and no numbers.
struct PlannedTask: Measurable {
  let isDetector: Bool

  func measurement(_ request: MeasurementRequest) throws(CallbackError) -> Measurement {
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
}
