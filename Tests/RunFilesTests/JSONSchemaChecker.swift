import JSONText

/// Checks JSON values against the part of JSON Schema that `docs/run-folder.schema.json` uses.
///
/// A keyword that it does not know is a fault of its own, so that no rule is passed over silently.
struct JSONSchemaChecker {
  private let definitions: JSONValue

  init(_ schema: JSONValue) { definitions = schema["$defs"] ?? .object([]) }

  /// Returns the faults of a value, each with its path; empty when it fits.
  func faults(of value: JSONValue, as name: String) -> [String] {
    guard let schema = definitions[name] else { return ["no definition is called \(name)"] }
    return faults(value, schema, "")
  }

  private func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard case .object(let rules) = schema else { return ["\(path): the schema is not an object"] }
    return rules.flatMap { fault(value, $0, schema, path) }
  }

  private func fault(
    _ value: JSONValue, _ rule: JSONValue.Member, _ schema: JSONValue, _ path: String
  ) -> [String] {
    switch rule.name {
    case "description", "title", "items", "properties", "additionalProperties":
      return rule.name == "description" || rule.name == "title"
        ? [] : partFaults(value, rule, schema, path)
    case "$ref":
      let name = rule.value.string?.split(separator: "/").last.map(String.init) ?? ""
      return faults(of: value, as: name).map { path + $0 }
    case "type":
      let words = rule.value.array?.compactMap(\.string) ?? [rule.value.string ?? ""]
      return words.contains { value.isOf(type: $0) } ? [] : ["\(path): is not \(words)"]
    case "enum":
      return rule.value.array?.contains(value) == true
        ? [] : ["\(path): is none of \(rule.value.text)"]
    case "const":
      return value == rule.value ? [] : ["\(path): is not \(rule.value.text)"]
    case "minimum":
      guard let least = rule.value.double, let number = value.double else { return [] }
      return number >= least ? [] : ["\(path): is below \(least)"]
    case "maximum":
      guard let most = rule.value.double, let number = value.double else { return [] }
      return number <= most ? [] : ["\(path): is above \(most)"]
    case "maxItems":
      guard let most = rule.value.int, let items = value.array else { return [] }
      return items.count <= most ? [] : ["\(path): has more than \(most) items"]
    case "required":
      return (rule.value.array ?? []).compactMap(\.string).filter { value[$0] == nil }
        .map { "\(path): has no \"\($0)\"" }
    case "oneOf", "anyOf":
      let found = (rule.value.array ?? []).map { faults(value, $0, path) }
      let fitting = found.filter(\.isEmpty).count
      if fitting == 1 || fitting > 1 && rule.name == "anyOf" { return [] }
      // The faults of the nearest alternative say most.
      return fitting > 1
        ? ["\(path): fits \(fitting) alternatives"]
        : found.first { !$0.contains { $0.contains("is not \"") } } ?? found.first ?? []
    default: return ["the checker does not know \(rule.name)"]
    }
  }

  private func partFaults(
    _ value: JSONValue, _ rule: JSONValue.Member, _ schema: JSONValue, _ path: String
  ) -> [String] {
    switch (rule.name, value) {
    case ("items", .array(let values)):
      return values.enumerated().flatMap { faults($1, rule.value, "\(path)[\($0)]") }
    case ("properties", .object(let members)):
      return members.flatMap { member in
        rule.value[member.name].map { faults(member.value, $0, "\(path).\(member.name)") } ?? []
      }
    case ("additionalProperties", .object(let members)):
      return members.filter { schema["properties"]?[$0.name] == nil }
        .flatMap { faults($0.value, rule.value, "\(path).\($0.name)") }
    default: return []
    }
  }
}

extension JSONValue {
  fileprivate func isOf(type: String) -> Bool {
    switch (type, self) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .boolean),
      ("null", .null), ("number", .number), ("number", .integer), ("integer", .integer):
      true
    default: false
    }
  }
}
