import Callbacks
import Foundation
import Networks
import Recipes
import RunModel
import TestSupport
import Testing
import Training

@Suite struct ClassifierTests {
  private let yaml = """
    name: x
    epochs: 6
    batch_size: 25
    data:
      digits: {train: 300, validation: 100, noise: 0.1}
    network:
      - dense: {units: 24}
    callbacks:
      - early_stopping_by_map: {patience: 50}
      - reduce_lr_on_plateau_by_map: {patience: 40}
      - csv_logger
      - model_checkpoint: {monitor: val/mAP, mode: max}
    """

  @Test func aRecipeTrainsAndLearns() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    var events: [RunEvent.Kind] = []
    let recipe = try Recipe(yaml: yaml, file: "x.yaml")
    let history = try recipe.makeTrainer(folder: folder) { events.append($0) }.fit()
    let scores = try #require(history["val/mAP"])
    #expect(scores.count == 6)
    #expect((scores.last ?? 0) > 0.6)
    #expect((scores.last ?? 0) > (scores.first ?? 1))
    // Two callbacks act on the metric; it is computed once per epoch.
    let evaluations = events.compactMap {
      if case .evaluated(let epoch, let by, _, _) = $0 { "\(epoch) \(by)" } else { nil }
    }
    #expect(evaluations == (0..<6).map { "\($0) EarlyStoppingByMAP" })
    let weights = try SafeTensors(path: folder + "/checkpoints/epoch-06.safetensors")
    #expect(weights["dense_1.kernel"]?.shape == [784, 24])
  }

  @Test func theCheckSpeaksBeforeTraining() throws {
    let text = yaml.replacingOccurrences(
      of: "model_checkpoint: {monitor: val/mAP, mode: max}",
      with: "early_stopping: {monitor: val_accurracy, mode: max}")
    let check = try Recipe(yaml: text, file: "x").check()
    let texts = check.findings.map(\.text)
    // The weights alone, with Adam's values for them.
    #expect(check.peakMemory > 12 * 784 * 24)
    #expect(texts.count == 3)
    #expect(texts.first?.contains("did you mean val_accuracy?") == true)
    #expect(texts.dropFirst().allSatisfy { $0.contains("6 epochs") })
  }
}
