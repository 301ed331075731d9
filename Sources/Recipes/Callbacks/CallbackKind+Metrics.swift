internal import Callbacks
internal import Evaluation
internal import Learners

extension CallbackKind {
  /// The callbacks that write metrics into `logs`.
  static let metrics: [CallbackKind] = [
    CallbackKind(
      "evaluation", ["metric", "average", "iou", "eleven_point", "name", "frequency"]
    ) { keys throws(RecipeError) in
      let metric = try keys["metric"]?.word(["average_precision", "coco", "voc"])
      // Each metric has its own options; another's would silently do nothing.
      for (option, owner) in [
        ("iou", "voc"), ("eleven_point", "voc"), ("average", "average_precision"),
      ] where (metric ?? (owner == "voc" ? "coco" : owner)) != owner {
        if let node = keys[option] {
          throw node.error("evaluation.\(option) is for metric: \(owner)")
        }
      }
      let averages = ["macro", "micro", "weighted", "samples"]
      let request = MeasurementRequest(
        metric: metric,
        average: Average(rawValue: try keys["average"]?.word(averages) ?? "macro") ?? .macro,
        name: try keys.string("name", or: "val/mAP"),
        iouThreshold: try keys.fraction("iou", or: 0.5),
        isElevenPoint: try keys.boolean("eleven_point", or: false))
      let frequency = try keys.integer("frequency", 1...RecipeMapping.largestCount, or: 1)
      return { (surroundings) throws(CallbackError) in
        let measurement = try surroundings.measurement(request)
        return EvaluationCallback(
          metrics: measurement.names, frequency: frequency, details: measurement.details,
          evaluate: measurement.measure)
      }
    },
    CallbackKind("smoothed_metric", ["monitor", "name", "weight", "window"], isSimulated: true) {
      keys throws(RecipeError) in
      let metric = try keys.required("monitor", "monitor: val/mAP").string()
      let name = try keys["name"]?.string()
      if let window = keys["window"], keys["weight"] != nil {
        throw window.error("\(keys.place.path) takes weight or window, not both")
      }
      let window = try keys["window"]?.integer(1...1_000_000)
      let weight = try keys.fraction("weight", or: 0.6)
      let kind = window.map(SmoothedMetric.Kind.mean(window:)) ?? .exponential(weight: weight)
      return { _ in SmoothedMetric(metric, name: name, kind) }
    },
  ]
}
