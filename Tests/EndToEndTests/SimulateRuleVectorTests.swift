import Foundation
import Testing

/// The recordings of other frameworks' rules, through `plateau simulate --json`.
///
/// The suite has a part of the recordings; `PLATEAU_RULE_VECTORS` names a folder with others.
@Suite struct SimulateRuleVectorTests {
  let program: Program

  init() throws { program = try Program() }

  private typealias Object = [String: Any]

  /// The program's names of recorded fields that have two.
  private static let names = [
    "num_bad_epochs": "wait", "wait_count": "wait", "counter": "wait", "best_score": "best",
    "best_metric": "best", "best_fitness": "best", "lr": "learning_rate_after",
    "should_training_stop": "stop",
  ]

  private func cases(_ name: String) throws -> [Object] {
    let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "FrameworkCallbacksTests/Vectors")
    let given = ProcessInfo.processInfo.environment["PLATEAU_RULE_VECTORS"]
    let folder = given.map { URL(fileURLWithPath: $0) } ?? vectors
    let text = try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map(object)
  }

  private func object(_ line: Substring) throws -> Object {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
  }

  private func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
    return String(decoding: data, as: UTF8.self)
  }

  /// Runs the program on a case and returns the objects of its epochs.
  private func simulate(_ test: Object, _ rule: String) throws -> [Object] {
    var parameters = try #require(test["parameters"] as? Object)
    let metric = parameters["metric_for_best_model"] ?? parameters["monitor"]
    let name = metric as? String ?? "m"
    if metric == nil { parameters["monitor"] = name }
    let values = try #require(test["values"] as? [Any])
    let log = try values.enumerated().map { "{\"epoch\": \($0), \"\(name)\": \(try json($1))}\n" }
    try Data(log.joined().utf8).write(to: URL(fileURLWithPath: program.folder + "/log.jsonl"))
    let chain = "{\"callbacks\": [{\"\(rule)\": \(try json(parameters))}]}"
    try Data(chain.utf8).write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
    let rate = test["initial_learning_rate"].map { ["--learning-rate", "\($0)"] } ?? []
    let result = try program.run(
      ["simulate", "log.jsonl", "--callbacks", "chain.yaml", "--json"] + rate)
    return try result.output.split(separator: "\n").map(object).filter { $0["callbacks"] != nil }
  }

  private func same(_ a: Any?, _ b: Any?) -> Bool {
    if let a = a as? Double, let b = b as? Double { return a == b }
    return "\(a ?? NSNull())" == "\(b ?? NSNull())"
  }

  private func check(_ file: String, _ rule: String) throws {
    for test in try cases(file) {
      let number = "\(rule), case \(test["case"] ?? "")"
      let expected = try #require(test["expected"] as? [Object])
      let rows = try simulate(test, rule)
      #expect(rows.count == expected.count, "\(number)")
      for (row, wanted) in zip(rows, expected) {
        let state = try #require((row["callbacks"] as? [Object])?.first)
        for (name, value) in wanted {
          // Ultralytics counts its epochs from 1.
          let value = name == "best_epoch" ? max(0, (value as? Int ?? 0) - 1) : value
          for key in Set([name, Self.names[name] ?? name]) {
            #expect(same(state[key], value), "\(number), \(key): \(state[key] ?? "") for \(value)")
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
