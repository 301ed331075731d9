internal import Callbacks
internal import Evaluation

extension CallbackKind {
  /// The callbacks that write metrics into `logs`.
  static let metrics: [CallbackKind] = [
    CallbackKind("evaluation", ["metric", "average", "name", "frequency"]) {
      keys throws(RecipeError) in
      _ = try keys["metric"]?.word(["average_precision"])
      let word = try keys["average"]?.word(["macro", "micro", "weighted", "samples"]) ?? "macro"
      let average = Average(rawValue: word) ?? .macro
      let name = try keys.string("name", or: "val/mAP")
      let frequency = try keys.integer("frequency", 1...(.max), or: 1)
      return { surroundings in
        EvaluationCallback(
          metric: name, frequency: frequency, evaluate: surroundings.evaluation(average))
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
