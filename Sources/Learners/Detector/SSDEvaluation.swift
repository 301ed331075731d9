public import Datasets
public import Networks
public import RunModel

/// A stand-alone evaluator of a detector's mean average precision on a set of scenes.
///
///     let evaluation = SSDEvaluation(model, data)
///     EvaluationCallback(metrics: SSDEvaluation.names) { try evaluation.evaluate() }
public final class SSDEvaluation {
  /// The names in the result of `evaluate`.
  public static let names = ["val/mAP", "val/AP50", "val/AP75"]

  private let model: SSDDetector
  private let scenes: PrefetchingScenes
  private let classes: [String]

  /// Creates an evaluation of a detector; nothing is measured yet.
  ///
  /// - Precondition: the model was made for as many classes as the scenes have.
  public init(_ model: SSDDetector, _ data: any SceneSource) {
    precondition(model.architecture.classes == data.classes.count, "other classes than the model's")
    self.model = model
    classes = data.classes
    scenes = PrefetchingScenes(
      source: data, side: model.architecture.side, batchSize: model.maximumBatch, seed: nil)
  }

  /// Detects objects in all scenes and compares them with the true ones.
  ///
  /// - Returns: COCO's average precision over IoU 0.5 … 0.95, at 0.5 and at 0.75, each 0 … 1; an
  ///   undefined one, as without any object, is left out. All are NaN when the network has
  ///   diverged.
  /// - Complexity: a pass through the network, and O(boxes · log boxes) per image.
  public func evaluate() throws -> Logs {
    var pass = ValidationPass(model.architecture, classes: classes, threads: model.threads)
    scenes.begin(epoch: 0)
    while let batch = scenes.nextBatch() {
      if batch.count > 0 { pass.add(model.predict(batch.images), batch) }
      scenes.reuse(batch)
    }
    return try pass.measure(MeasurementRequest(metric: "coco"), names: Self.names)
  }
}
