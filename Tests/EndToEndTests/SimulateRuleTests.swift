import Foundation
import Testing

/// The recordings of other frameworks' rules, through `plateau simulate --json`.
@Suite struct SimulateRuleTests {
  let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [
    ("torch_reduce_lr_on_plateau", "torch.reduce_lr_on_plateau"),
    ("lightning_early_stopping", "lightning.early_stopping"),
    ("hf_early_stopping", "transformers.early_stopping"),
    ("ultralytics_early_stopping", "ultralytics.early_stopping"),
    ("mmengine_early_stopping", "mmengine.early_stopping"),
  ])
  func everyFieldOfEveryCaseIsTheFrameworks(file: String, rule: String) throws {
    // Every fifth case that the rules' own tests use.
    for (index, recording) in try RecordedRule.cases(file, rule).enumerated() where index % 5 == 0 {
      let number = "case \(recording.test["case"] ?? "")"
      let (rows, code, errors) = try recording.simulate(
        by: program, firstEpoch: 1, others: "\"other\": 1, ")
      // A log that never has the metric is refused at once where the framework would fail.
      #expect(try code == (recording.isRefused ? 1 : 0), "\(errors)")
      let expected = try recording.expected
      #expect(rows.count == expected.count, "\(number)")
      for (row, step) in zip(rows, expected) {
        let state = try #require((row["callbacks"] as? [RecordedRule.Object])?.first)
        for (name, value) in step {
          #expect(RecordedRule.same(state[name], value), "\(number), \(name): \(state)")
          if let plain = RecordedRule.names[name] {
            #expect(RecordedRule.same(state[plain], value), "\(number), \(plain): \(state)")
          }
        }
      }
    }
  }
}
