import Callbacks
import Foundation
import FrameworkCallbacks
import RunModel
import Testing

/// The recorded counters of each framework's own class, field by field.
///
/// The suite has a part of the recordings; `PLATEAU_RULE_VECTORS` names a folder with others.
@Suite struct RuleVectorTests {
  @Test func everyCaseOfReduceLROnPlateauIsPyTorchs() throws {
    try check("torch_reduce_lr_on_plateau", TorchReduceLROnPlateau.self) { rule, test, model in
      #expect(same(rule.counters.last?.value, test.end["lr"]), "\(test.name)")
      #expect(model.preciseLearningRate == test.end["lr"]?.number, "\(test.name)")
    }
  }

  @Test func everyCaseOfEarlyStoppingIsLightnings() throws {
    try check("lightning_early_stopping", LightningEarlyStopping.self) { rule, test, _ in
      #expect(.integer(rule.stoppedEpoch) == test.end["stopped_epoch"], "\(test.name)")
      #expect(.text(rule.cause.rawValue) == test.end["stopping_reason"], "\(test.name)")
      let message = rule.cause == .notStopped ? nil : rule.reason
      #expect(message.parameterValue == test.end["stopping_reason_message"], "\(test.name)")
    }
  }

  @Test func everyCaseOfEarlyStoppingIsTransformers() throws {
    try check("hf_early_stopping", TransformersEarlyStopping.self) { rule, test, _ in
      let greater = ParameterValue.boolean(rule.greaterIsBetter)
      #expect(greater == test.end["effective_greater_is_better"], "\(test.name)")
      #expect(same(rule.bestMetric.parameterValue, test.end["best_metric"]), "\(test.name)")
      let step = test.parameters["save_strategy"] == .text("no") ? nil : rule.bestEpoch
      #expect(step.map { $0 + 1 }.parameterValue == test.end["best_global_step"], "\(test.name)")
    }
  }

  @Test func everyCaseOfEarlyStoppingIsUltralyticss() throws {
    try check("ultralytics_early_stopping", UltralyticsEarlyStopping.self) { rule, test, _ in
      #expect(.integer(rule.bestEpoch) == test.end["best_epoch"], "\(test.name)")
      #expect(.boolean(rule.state.hasStopped) == test.end["stopped"], "\(test.name)")
    }
  }

  @Test func everyCaseOfEarlyStoppingIsMMEngines() throws {
    try check("mmengine_early_stopping", MMEngineEarlyStopping.self) { rule, test, _ in
      #expect(rule.rule?.parameterValue == test.end["effective_rule"], "\(test.name)")
      #expect(.boolean(rule.state.hasStopped) == test.end["stopped"], "\(test.name)")
    }
  }

  /// Runs every case and compares every field of every row.
  private func check<Rule: FrameworkCallback>(
    _ file: String, _ type: Rule.Type,
    end: (Rule, RuleCase, StubModel) -> Void
  ) throws {
    let cases = try RuleCase.load(file)
    #expect(cases.count >= 30)
    for test in cases {
      var parameters = test.parameters
      let metric = parameters["metric_for_best_model"]?.text ?? parameters["monitor"]?.text ?? "m"
      if Rule.table.names.contains("monitor") { parameters["monitor"] = .text(metric) }
      let rule = try Rule.make(parameters.map { ($0.key, $0.value) })
      let model = StubModel(learningRate: test.initialLearningRate ?? 0.1)
      let rows = test.expected.count
      let failure = try run(rule, on: test, metric, model)
      #expect(failure.map(ParameterValue.text) == test.end["error"], "\(test.name)")
      if failure == nil {
        #expect(rows == test.values.count || rule.state.hasStopped, "\(test.name)")
      }
      end(rule, test, model)
    }
  }

  /// Runs the rule on the values that the framework read, and compares the rows.
  ///
  /// - Returns: The class of the exception that ended it.
  private func run(
    _ rule: some FrameworkCallback, on test: RuleCase, _ metric: String, _ model: StubModel
  ) throws -> String? {
    let training = TrainingContext(model: model, epochs: 1000, steps: 1)
    var none = Logs()
    try rule.onTrainBegin(logs: &none, training: training)
    for (epoch, value) in test.values.enumerated() {
      var logs: Logs = ["other": 1.0]
      if let value { logs[metric] = value }
      do {
        try rule.onEpochEnd(epoch: epoch, logs: &logs, training: training)
      } catch let error as FrameworkError {
        #expect(epoch == test.expected.count, "\(test.name)")
        return error.exception
      }
      guard epoch < test.expected.count else {
        Issue.record("\(test.name): no row \(epoch)")
        return nil
      }
      compare(rule, with: test.expected[epoch], "\(test.name), step \(epoch + 1)")
      if training.stopTraining {
        #expect(epoch + 1 == test.expected.count, "\(test.name)")
        return nil
      }
    }
    return nil
  }

  private func compare(
    _ rule: some FrameworkCallback, with row: [String: ParameterValue], _ position: String
  ) {
    let counters = rule.counters
    for (name, value) in row {
      let found = counters.first { $0.name == name }?.value
      #expect(
        same(found, value), "\(position), \(name): \(String(describing: found)), not \(value)")
    }
    let reason = counters.first { $0.name == "reason" }
    #expect((reason == nil) == (row["reason"] == nil), "\(position)")
    let best = rule.storedBest.parameterValue
    let expected = ["best", "best_score", "best_metric", "best_fitness"].compactMap { row[$0] }
      .first
    #expect(same(best, expected), "\(position): best \(best)")
  }
}
