public import RunModel

extension Callback {
  /// The present value of a parameter.
  ///
  /// - Throws: `EditRefusal` that names the parameters there are.
  public func fieldValue(_ field: String) throws(EditRefusal) -> FieldValue {
    let fields = state.fields
    if let found = fields.first(where: { $0.name == field }) { return found.value }
    let known = fields.map(\.name).joined(separator: ", ")
    throw EditRefusal(
      known.isEmpty
        ? "\(name) has nothing to change" : "\(name) has no \(field); it has \(known)")
  }
}

extension FieldValue {
  /// A whole number of at least 0.
  func count(_ field: String) throws(EditRefusal) -> Int {
    if case .integer(let count) = self, count >= 0 { return count }
    throw EditRefusal("\(field) takes a whole number of at least 0, not \(words)")
  }

  /// A number of at least 0.
  func magnitude(_ field: String) throws(EditRefusal) -> Double {
    if let number = plainNumber, number.isFinite, number >= 0 { return number }
    throw EditRefusal("\(field) takes a number of at least 0, not \(words)")
  }

  /// A number between 0 and 1, both excluded.
  func fraction(_ field: String) throws(EditRefusal) -> Double {
    if let number = plainNumber, number > 0, number < 1 { return number }
    throw EditRefusal("\(field) takes a number between 0 and 1, not \(words)")
  }

  /// A number, or nil for none.
  func optionalNumber(_ field: String) throws(EditRefusal) -> Double? {
    if self == .none { return nil }
    if let number = plainNumber, number.isFinite { return number }
    throw EditRefusal("\(field) takes a number or none, not \(words)")
  }

  /// True or false.
  func boolean(_ field: String) throws(EditRefusal) -> Bool {
    if case .boolean(let isOn) = self { return isOn }
    throw EditRefusal("\(field) takes true or false, not \(words)")
  }

  private var plainNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .boolean, .text, .none: nil
    }
  }
}
