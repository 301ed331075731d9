import Foundation
import Testing

/// The recordings of other frameworks' rules, through `plateau simulate --json`.
///
/// The suite has a part of the recordings; `PLATEAU_RULE_VECTORS` names a folder with others.
@Suite struct SimulateRuleVectorTests {
  let program: Program

  init() throws { program = try Program() }

  private func check(_ file: String, _ rule: String) throws {
    let given = ProcessInfo.processInfo.environment["PLATEAU_RULE_VECTORS"]
    for recording in try RecordedRule.cases(
      file, rule, in: given.map { URL(fileURLWithPath: $0) })
    {
      let number = "\(rule), case \(recording.test["case"] ?? "")"
      let expected = try recording.expected
      let rows = try recording.simulate(by: program, firstEpoch: 0).rows
      #expect(rows.count == expected.count, "\(number)")
      for (row, wanted) in zip(rows, expected) {
        let state = try #require((row["callbacks"] as? [RecordedRule.Object])?.first)
        for (name, value) in wanted {
          // Ultralytics counts its epochs from 1.
          let value = name == "best_epoch" ? max(0, (value as? Int ?? 0) - 1) : value
          for key in Set([name, RecordedRule.names[name] ?? name]) {
            #expect(
              RecordedRule.same(state[key], value),
              "\(number), \(key): \(state[key] ?? "") for \(value)")
          }
        }
      }
    }
  }

  @Test func everyCaseIsPyTorchs() throws {
    try check("torch_reduce_lr_on_plateau", "torch.reduce_lr_on_plateau")
  }

  @Test func everyCaseIsLightnings() throws {
    try check("lightning_early_stopping", "lightning.early_stopping")
  }

  @Test func everyCaseIsTransformers() throws {
    try check("hf_early_stopping", "transformers.early_stopping")
  }

  @Test func everyCaseIsUltralyticss() throws {
    try check("ultralytics_early_stopping", "ultralytics.early_stopping")
  }

  @Test func everyCaseIsMMEngines() throws {
    try check("mmengine_early_stopping", "mmengine.early_stopping")
  }
}
