import Foundation
import Testing

/// A recorded case of another framework's rule, which `plateau simulate --json` repeats.
struct RecordedRule {
  typealias Object = [String: Any]

  /// The program's names of recorded fields that have two.
  static let names = [
    "num_bad_epochs": "wait", "wait_count": "wait", "counter": "wait", "best_score": "best",
    "best_metric": "best", "best_fitness": "best", "lr": "learning_rate_after",
    "should_training_stop": "stop",
  ]

  /// The rule in a chain.
  let rule: String
  /// The recording.
  let test: Object

  /// The cases of a file of the suite, or of a given folder.
  static func cases(_ file: String, _ rule: String, in given: URL? = nil) throws -> [RecordedRule] {
    let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "FrameworkCallbacksTests/Vectors")
    let text = try String(
      contentsOf: (given ?? vectors).appending(path: file + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { RecordedRule(rule: rule, test: try object($0)) }
  }

  /// The recorded fields of each epoch.
  var expected: [Object] {
    get throws { try #require(test["expected"] as? [Object]) }
  }

  /// Runs the program on the case.
  ///
  /// - Parameters:
  ///   - firstEpoch: The number of the first epoch.
  ///   - others: Further members of each line of the log, with a comma behind them.
  /// - Returns: The objects of its epochs, and its exit status.
  func simulate(
    by program: Program, firstEpoch: Int, others: String = ""
  ) throws -> (rows: [Object], code: Int32, errors: String) {
    var parameters = try #require(test["parameters"] as? Object)
    let given = parameters["metric_for_best_model"] ?? parameters["monitor"]
    let metric = given as? String ?? "m"
    if given == nil { parameters["monitor"] = metric }
    let log = try values.enumerated().map { index, value in
      "{\"epoch\": \(firstEpoch + index), \(others)\"\(metric)\": \(try Self.json(value))}\n"
    }
    try Data(log.joined().utf8).write(to: URL(fileURLWithPath: program.folder + "/log.jsonl"))
    let chain = "{\"callbacks\": [{\"\(rule)\": \(try Self.json(parameters))}]}"
    try Data(chain.utf8).write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
    let rate = test["initial_learning_rate"].map { ["--learning-rate", "\($0)"] } ?? []
    let result = try program.run(
      ["simulate", "log.jsonl", "--callbacks", "chain.yaml", "--json"] + rate)
    let lines = try result.output.split(separator: "\n").map(Self.object)
    return (lines.filter { $0["callbacks"] != nil }, result.code, result.errors)
  }

  /// True when no epoch has the metric and the rule insists on it.
  var isRefused: Bool {
    get throws {
      let isStrict = (test["parameters"] as? Object)?["strict"] as? Bool != false
      return try isStrict && values.allSatisfy { $0 is NSNull }
    }
  }

  private var values: [Any] {
    get throws { try #require(test["values"] as? [Any]) }
  }

  /// Returns true for equal values, of which numbers may be NaN or infinite.
  static func same(_ a: Any?, _ b: Any?) -> Bool {
    if let a = a as? Double, let b = b as? Double { return a == b }
    return "\(a ?? NSNull())" == "\(b ?? NSNull())"
  }

  private static func object(_ line: Substring) throws -> Object {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
  }

  private static func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
    return String(decoding: data, as: UTF8.self)
  }
}
