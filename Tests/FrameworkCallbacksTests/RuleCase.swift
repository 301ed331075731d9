import Callbacks
import Foundation
import RunModel

/// A recorded case of a framework's rule.
struct RuleCase: Decodable {
  var number: Int
  var initialLearningRate: Double?
  var parameters: [String: ParameterValue]
  var values: [Double?]
  var expected: [[String: ParameterValue]]
  var end: [String: ParameterValue]

  var name: String { "case \(number)" }

  private enum CodingKeys: String, CodingKey {
    case number = "case"
    case initialLearningRate = "initial_learning_rate"
    case parameters, values, expected, end
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    number = try container.decode(Int.self, forKey: .number)
    initialLearningRate = try container.decodeIfPresent(Double.self, forKey: .initialLearningRate)
    func object(_ key: CodingKeys) throws -> [String: ParameterValue] {
      try container.decode([String: Scalar].self, forKey: key).mapValues(\.value)
    }
    // Null stands for the default.
    parameters = try object(.parameters).filter { $0.value != .none }
    values = try container.decode([Scalar].self, forKey: .values).map(\.value.number)
    expected = try container.decode([[String: Scalar]].self, forKey: .expected)
      .map { $0.mapValues(\.value) }
    end = try object(.end)
  }

  /// The cases of a file: those of the suite, or all of `PLATEAU_RULE_VECTORS`.
  static func load(_ name: String) throws -> [RuleCase] {
    let folder =
      ProcessInfo.processInfo.environment["PLATEAU_RULE_VECTORS"].map { URL(filePath: $0) }
      ?? Bundle.module.resourceURL?.appending(path: "Vectors")
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    let text = try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map {
      try JSONDecoder().decode(RuleCase.self, from: Data($0.utf8))
    }
  }
}

/// A value of the recordings; numbers that are not finite are text.
private struct Scalar: Decodable {
  var value: ParameterValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .none
    } else if let flag = try? container.decode(Bool.self) {
      value = .boolean(flag)
    } else if let number = try? container.decode(Double.self) {
      let whole = number.sign == .minus && number == 0 ? nil : try? container.decode(Int.self)
      value = whole.map(ParameterValue.integer) ?? .number(number)
    } else {
      let text = try container.decode(String.self)
      value = ["nan", "inf", "-inf"].contains(text) ? .number(Double(text) ?? 0) : .text(text)
    }
  }
}

extension ParameterValue {
  /// The value as a number.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .boolean, .text, .none: nil
    }
  }

  /// The value as text.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// Returns true for equal values; numbers are equal to the bit, whatever their type, and NaN is
/// equal to itself.
func same(_ a: ParameterValue?, _ b: ParameterValue?) -> Bool {
  guard let first = a?.number, let second = b?.number else { return a == b }
  return first.bitPattern == second.bitPattern || first.isNaN && second.isNaN
}
