import Foundation
import Testing

/// The recordings of other frameworks' rules, through `plateau simulate --json`.
@Suite struct SimulateRuleTests {
  let program: Program

  init() throws { program = try Program() }

  private typealias Object = [String: Any]

  /// Fields of the recordings that have another name in the program's lines.
  private static let names = [
    "num_bad_epochs": "wait", "wait_count": "wait", "counter": "wait", "best_score": "best",
    "best_metric": "best", "best_fitness": "best", "lr": "learning_rate_after",
    "should_training_stop": "stop",
  ]

  /// Every fifth case that the rules' own tests use.
  private func cases(_ name: String) throws -> [Object] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "FrameworkCallbacksTests/Vectors")
    let text = try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").enumerated().filter { $0.offset % 5 == 0 }.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.element.utf8)) as? Object)
    }
  }

  private func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
    return String(decoding: data, as: UTF8.self)
  }

  /// Runs the program on a case and returns its lines.
  private func simulate(_ rule: String, _ test: Object) throws -> [Object] {
    var parameters = try #require(test["parameters"] as? Object)
    let given = parameters["metric_for_best_model"] ?? parameters["monitor"]
    let metric = given as? String ?? "m"
    if given == nil { parameters["monitor"] = metric }
    let values = try #require(test["values"] as? [Any])
    let log = try values.enumerated().map { index, value in
      "{\"epoch\": \(index + 1), \"other\": 1, \"\(metric)\": \(try json(value))}\n"
    }
    try Data(log.joined().utf8).write(to: URL(fileURLWithPath: program.folder + "/log.jsonl"))
    let chain = "{\"callbacks\": [{\"\(rule)\": \(try json(parameters))}]}"
    try Data(chain.utf8).write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
    let rate = test["initial_learning_rate"].map { ["--learning-rate", "\($0)"] } ?? []
    let result = try program.run(
      ["simulate", "log.jsonl", "--callbacks", "chain.yaml", "--json"] + rate)
    // A log that never has the metric is refused at once where the framework would fail.
    let isMissing = values.allSatisfy { $0 is NSNull } && parameters["strict"] as? Bool != false
    #expect(result.code == (isMissing ? 1 : 0), "\(result.errors)")
    return try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
    }
  }

  private func same(_ a: Any?, _ b: Any?) -> Bool {
    if let a = a as? Double, let b = b as? Double { return a == b }
    return "\(a ?? NSNull())" == "\(b ?? NSNull())"
  }

  @Test(arguments: [
    ("torch_reduce_lr_on_plateau", "torch.reduce_lr_on_plateau"),
    ("lightning_early_stopping", "lightning.early_stopping"),
    ("hf_early_stopping", "transformers.early_stopping"),
    ("ultralytics_early_stopping", "ultralytics.early_stopping"),
    ("mmengine_early_stopping", "mmengine.early_stopping"),
  ])
  func everyFieldOfEveryCaseIsTheFrameworks(file: String, rule: String) throws {
    for test in try cases(file) {
      let number = "case \(test["case"] ?? "")"
      let rows = try simulate(rule, test).filter { $0["callbacks"] != nil }
      let expected = try #require(test["expected"] as? [Object])
      #expect(rows.count == expected.count, "\(number)")
      for (row, step) in zip(rows, expected) {
        let state = try #require((row["callbacks"] as? [Object])?.first)
        for (name, value) in step {
          #expect(same(state[name], value), "\(number), \(name): \(state)")
          if let plain = Self.names[name] {
            #expect(same(state[plain], value), "\(number), \(plain): \(state)")
          }
        }
      }
    }
  }
}
