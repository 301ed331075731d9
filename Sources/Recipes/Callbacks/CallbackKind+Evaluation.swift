internal import Callbacks
internal import Evaluation
internal import Learners
internal import RunModel

extension CallbackKind {
  /// A metric of the recipe's task, measured once per epoch.
  static let evaluation = CallbackKind(
    EvaluationCallback.recipeName,
    ["metric", "average", "iou", "eleven_point", "name"] + EvaluationCallback.table.names
  ) { keys throws(RecipeError) in
    let request = try MeasurementRequest(keys)
    let values = try keys.values(of: EvaluationCallback.table)
    return { (context) throws(CallbackError) in
      let measurement = try context.measurement(request)
      var callback = EvaluationCallback(
        metrics: measurement.names, details: measurement.details, evaluate: measurement.measure)
      try EvaluationCallback.table.apply(values, to: &callback)
      return callback
    }
  }
}

extension MeasurementRequest {
  fileprivate init(_ keys: RecipeMapping) throws(RecipeError) {
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
    self.init(
      metric: metric,
      average: Average(rawValue: try keys["average"]?.word(averages) ?? "macro") ?? .macro,
      name: try keys.string("name", or: "val/mAP"),
      iouThreshold: try keys.fraction("iou", or: 0.5),
      isElevenPoint: try keys.boolean("eleven_point", or: false))
  }
}
