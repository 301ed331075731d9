import JSONText

/// The result of an evaluation, for a person and for a program.
protocol EvaluateReport {
  /// Lines for a person, with the last line end.
  var text: String { get }
  /// One JSON object.
  var json: JSONValue { get }
}

extension JSONValue {
  /// A score, or null where there is none.
  static func score(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
}
