package import JSONText

extension Parameter.Kind {
  private static let words: [(Parameter.Kind, String)] = [
    (.count, "count"), (.magnitude, "magnitude"), (.fraction, "fraction"),
    (.optionalNumber, "optional_number"), (.frequency, "frequency"),
    (.boolean, "boolean"), (.reading, "reading"),
  ]

  /// The word in the file.
  fileprivate var word: String {
    if case .unknown(let word) = self { return word }
    if case .choice = self { return "choice" }
    return Self.words.first { $0.0 == self }?.1 ?? ""
  }

  /// The words of a choice; nil for another kind.
  fileprivate var choices: [String]? {
    if case .choice(let words) = self { words } else { nil }
  }

  /// The kind of a word; nil for one that this version does not know.
  ///
  /// - Parameter choices: The words of a choice; without them its kind counts as unknown.
  fileprivate init?(word: String, choices: [String]?) {
    if word == "choice", let choices {
      self = .choice(choices)
      return
    }
    guard let known = Self.words.first(where: { $0.1 == word }) else { return nil }
    self = known.0
  }
}

extension Parameter {
  /// The field as an object of its name, value and kind.
  package var json: JSONValue {
    .members([
      "name": .string(name), "value": value.json, "kind": .string(kind.word),
      "choices": kind.choices.map { .array($0.map(JSONValue.string)) },
    ])
  }

  /// Reads a field; one of an unknown kind or value keeps its text.
  ///
  /// nil when it has no name.
  package init?(json: JSONValue) {
    guard let name = json["name"]?.string else { return nil }
    let word = json["kind"]?.string ?? ""
    let choices = json["choices"]?.array?.compactMap(\.string)
    let known = Kind(word: word, choices: choices)
    guard let value = json["value"] ?? (known == nil ? .null : nil) else {
      self.init(name, .none, .unknown(word))
      return
    }
    guard let simple = ParameterValue(json: value) else {
      self.init(name, .text(value.text), known == .reading ? .reading : .unknown(word))
      return
    }
    self.init(name, simple, known ?? .unknown(word))
  }
}

extension JSONForm<Parameter> {
  static var parameter: Self {
    Self(
      write: { $0.json },
      read: { (json) throws(SchemaError) in json.flatMap(Parameter.init(json:)) })
  }
}

extension ParameterValue {
  /// The value in JSON.
  package var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .finite(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .string(value)
    case .none: .null
    }
  }

  /// Reads a value; nil for an array or an object.
  package init?(json: JSONValue) {
    switch json {
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .boolean(let value): self = .boolean(value)
    case .string(let text):
      self = json.double.map(ParameterValue.number) ?? .text(text)
    case .null: self = .none
    case .array, .object: return nil
    }
  }
}

extension JSONForm<ParameterValue> {
  static var field: Self {
    Self(
      write: { $0.json },
      read: { (json) throws(SchemaError) in json.flatMap(ParameterValue.init(json:)) })
  }
}
