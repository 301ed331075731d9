public import RunModel

extension Callback {
  /// The parameters as values.
  public var fields: [CallbackField] { parameters.map(\.field) }

  /// Changes a parameter between hooks.
  ///
  /// - Returns: the value before.
  /// - Throws: `EditRefusal` in words when there is no such parameter or the value does not fit.
  @discardableResult
  public func set(_ name: String, to value: FieldValue) throws(EditRefusal) -> FieldValue {
    try change(name, to: value).old
  }

  /// The same with what puts the old value back.
  func change(
    _ name: String, to value: FieldValue
  ) throws(EditRefusal) -> (old: FieldValue, undo: () -> Void) {
    if let found = parameters.first(where: { $0.name == name }) { return try found.set(value) }
    let known = parameters.map(\.name)
    if known.isEmpty { throw EditRefusal("\(self.name) has nothing to change") }
    throw EditRefusal("\(self.name) has no \(name); it has \(known.joined(separator: ", "))")
  }
}

extension FieldValue {
  /// A whole number of at least `least`.
  func count(_ field: String, least: Int = 0) throws(EditRefusal) -> Int {
    let kind = CallbackField.Kind.count
    if case .integer(let count) = self, (least...CallbackField.Kind.largestCount).contains(count) {
      return count
    }
    throw EditRefusal(field, takes: kind.words(least: least), not: words)
  }

  /// A number of at least 0.
  func magnitude(_ field: String) throws(EditRefusal) -> Double {
    if let number = plainNumber, number.isFinite, number >= 0 { return number }
    throw refusal(field, .magnitude)
  }

  /// A number between 0 and 1, both excluded.
  func fraction(_ field: String) throws(EditRefusal) -> Double {
    if let number = plainNumber, number > 0, number < 1 { return number }
    throw refusal(field, .fraction)
  }

  /// A number, or nil for none.
  func optionalNumber(_ field: String) throws(EditRefusal) -> Double? {
    if self == .none { return nil }
    if let number = plainNumber, number.isFinite { return number }
    throw refusal(field, .optionalNumber)
  }

  /// True or false.
  func boolean(_ field: String) throws(EditRefusal) -> Bool {
    if case .boolean(let isOn) = self { return isOn }
    throw refusal(field, .boolean)
  }

  private func refusal(_ field: String, _ kind: CallbackField.Kind) -> EditRefusal {
    EditRefusal(field, takes: kind.words(), not: words)
  }

  private var plainNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .boolean, .text, .none: nil
    }
  }
}
