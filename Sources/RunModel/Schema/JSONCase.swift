internal import JSONText

/// A case of an enumeration as the members of a JSON object, for the writer and the reader alike.
struct JSONCase<Whole: Sendable>: Sendable {
  /// Writes the members of a value of this case.
  let members: @Sendable (Whole) -> [JSONValue.Member]
  /// Reads a value of this case.
  let read: @Sendable (JSONValue) throws(SchemaError) -> Whole

  /// A case with rules of its own.
  init(
    members: @escaping @Sendable (Whole) -> [JSONValue.Member],
    read: @escaping @Sendable (JSONValue) throws(SchemaError) -> Whole
  ) {
    self.members = members
    self.read = read
  }

  /// A case that holds a value with a schema.
  init<Value>(
    _ schema: JSONSchema<Value>, make: @escaping @Sendable (Value) -> Whole,
    get: @escaping @Sendable (Whole) -> Value?
  ) {
    members = { whole in get(whole).map(schema.members) ?? [] }
    read = { (json) throws(SchemaError) in make(try schema.read(json)) }
  }

  /// A case whose values are one member each.
  ///
  /// - Parameters:
  ///   - parts: The members in the order of the case's values.
  ///   - make: The case.
  ///   - get: The values of a value of this case; nil for another case.
  init<each Value: Sendable>(
    _ parts: repeat CaseMember<each Value>, make: @escaping @Sendable (repeat each Value) -> Whole,
    get: @escaping @Sendable (Whole) -> (repeat each Value)?
  ) {
    members = { whole in
      guard let values = get(whole) else { return [] }
      var members: [JSONValue.Member] = []
      repeat (each parts).write(each values, to: &members)
      return members
    }
    read = { (json) throws(SchemaError) in
      do throws(SchemaError) {
        return make(repeat try (each parts).read(json))
      } catch {
        throw error
      }
    }
  }

  /// A case without values.
  init(_ whole: Whole) {
    members = { _ in [] }
    read = { (_) throws(SchemaError) in whole }
  }
}

/// A member of a case: its name and the form of its value.
struct CaseMember<Value: Sendable>: Sendable {
  private let name: String
  private let form: JSONForm<Value>
  private let wrong: SchemaError

  /// Creates a member of a case.
  ///
  /// - Parameter reason: The reason of the error when the value cannot be read; nil for one that
  ///   names the member.
  init(_ name: String, _ form: JSONForm<Value>, orThrow reason: String? = nil) {
    self.name = name
    self.form = form
    wrong = reason.map { SchemaError($0) } ?? .unusable(name)
  }

  func write(_ value: Value, to members: inout [JSONValue.Member]) {
    if let json = form.write(value) { members.append(.init(name, json)) }
  }

  func read(_ json: JSONValue) throws(SchemaError) -> Value {
    guard let value = try form.read(json[name]) else { throw wrong }
    return value
  }
}
