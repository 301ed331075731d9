import Foundation
import Testing

/// The recordings of Keras's EarlyStopping and ReduceLROnPlateau, through `plateau simulate --json`.
@Suite struct SimulateVectorTests {
  let program: Program

  init() throws { program = try Program() }

  private typealias Object = [String: Any]

  /// The cases that the callbacks' tests use as well.
  private func cases(_ name: String) throws -> [Object] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CallbacksTests/Vectors")
    let text = try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
    }
  }

  private func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
    return String(decoding: data, as: UTF8.self)
  }

  /// Runs the program on a case and returns its lines as objects.
  private func simulate(_ test: Object) throws -> [Object] {
    let callback = try #require(test["callback"] as? String)
    let values = try #require(test["values"] as? [Any])
    let parameters = try #require(test["params"] as? Object)
    let start = test["initial_epoch"] as? Int ?? 0
    let log = try values.enumerated().map { index, value in
      "{\"epoch\": \(start + index), \"m\": \(try json(value))}\n"
    }
    try Data(log.joined().utf8).write(to: URL(fileURLWithPath: program.folder + "/log.jsonl"))
    // JSON is YAML.
    let chain = "{\"callbacks\": [{\"\(callback)\": \(try json(parameters))}]}"
    try Data(chain.utf8).write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
    let rate = test["initial_learning_rate"].map { ["--learning-rate", "\($0)"] } ?? []
    let result = try program.run(
      ["simulate", "log.jsonl", "--callbacks", "chain.yaml", "--json"] + rate)
    #expect(result.code == 0, "\(result.errors)")
    return try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
    }
  }

  /// Numbers exactly; other values by their text.
  ///
  /// The sign of zero is lost where Foundation writes JSON; the tests of the callbacks compare it.
  private func same(_ a: Any?, _ b: Any?) -> Bool {
    if let a = a as? Double, let b = b as? Double { return a == b }
    return "\(a ?? NSNull())" == "\(b ?? NSNull())"
  }

  /// - Parameter names: Fields of the recording and their names in the program's lines.
  private func check(_ test: Object, _ number: Int, fields names: [String]) throws {
    let lines = try simulate(test)
    let trace = try #require(test["trace"] as? [Object])
    #expect(lines.count == trace.count + 1, "case \(number)")
    for (step, line) in zip(trace, lines) {
      let states = try #require(line["callbacks"] as? [Object])
      for name in names {
        var (expected, found) = (step[name], states.first?[name])
        // Keras's words begin on a new line.
        if name == "message" {
          expected = (expected as? String)?.trimmingCharacters(in: .whitespacesAndNewlines)
          found = (found as? String)?.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        #expect(
          same(found, expected),
          "case \(number), epoch \(step["epoch"] ?? ""), \(name): \(found ?? "") for \(expected ?? "")"
        )
      }
      if let stop = step["stop"] { #expect(same(line["stop_training"], stop)) }
    }
    let end = try #require(lines.last?["end"] as? Object)
    if let stopped = test["stopped_epoch"] { #expect(same(end["stopped_epoch"], stopped)) }
    if let messages = test["train_end_messages"] {
      #expect(same(end["messages"], messages), "case \(number)")
    }
    if let weights = test["final_weights_epoch"] as? Int, end["restored_epoch"] is Int {
      #expect(same(end["restored_epoch"], weights), "case \(number)")
    }
  }

  @Test func everyCaseOfEarlyStoppingIsKerass() throws {
    let fields = ["wait", "best", "best_epoch", "stop", "message"]
    for (index, test) in try cases("early_stopping").enumerated() {
      try check(test, index + 1, fields: fields)
    }
  }

  @Test func everyCaseOfReduceLROnPlateauIsKerass() throws {
    let fields = [
      "wait", "best", "cooldown_counter", "logged_learning_rate", "learning_rate_after", "message",
    ]
    for (index, test) in try cases("reduce_lr_on_plateau").enumerated() {
      try check(test, index + 1, fields: fields)
    }
  }
}
