internal import JSONText

/// A member of a JSON object: its name, the property it holds, and the form of its value.
struct JSONMember<Owner: Sendable>: Sendable {
  /// Writes the member; nil leaves it out.
  let write: @Sendable (Owner) -> JSONValue.Member?
  /// Reads the member into its owner.
  let read: @Sendable (JSONValue, inout Owner) throws(SchemaError) -> Void

  /// A member that holds a property.
  ///
  /// - Parameters:
  ///   - name: The name in the file.
  ///   - property: Written to and read into.
  ///   - form: The form of the value; a value that it cannot read makes the object unusable.
  init<Value>(
    _ name: String, _ property: any WritableKeyPath<Owner, Value> & Sendable,
    _ form: JSONForm<Value>
  ) {
    write = { owner in form.write(owner[keyPath: property]).map { .init(name, $0) } }
    read = { (json, owner) throws(SchemaError) in
      guard let value = try form.read(json[name]) else { throw .unusable(name) }
      owner[keyPath: property] = value
    }
  }

  /// A member that is written for other readers and is not read.
  init(_ name: String, writing value: @escaping @Sendable (Owner) -> JSONValue) {
    write = { .init(name, value($0)) }
    read = { (_, _) throws(SchemaError) in }
  }

  /// A member with rules of its own.
  init(
    _ name: String, write: @escaping @Sendable (Owner) -> JSONValue?,
    read: @escaping @Sendable (JSONValue?, inout Owner) -> Void
  ) {
    self.write = { owner in write(owner).map { .init(name, $0) } }
    self.read = { (json, owner) throws(SchemaError) in read(json[name], &owner) }
  }
}

/// The members of a JSON object in their order, for the writer and the reader alike.
package struct JSONSchema<Owner: Sendable>: Sendable {
  private let blank: Owner
  private let list: [JSONMember<Owner>]
  private let check: @Sendable (Owner) throws(SchemaError) -> Void

  /// Creates a schema of a JSON object.
  ///
  /// - Parameters:
  ///   - blank: The value whose properties the reader fills.
  ///   - list: The members in the order they are written.
  ///   - check: Refuses a value whose members do not fit together.
  init(
    _ blank: Owner, _ list: [JSONMember<Owner>],
    check: @escaping @Sendable (Owner) throws(SchemaError) -> Void = { (_) throws(SchemaError) in }
  ) {
    self.blank = blank
    self.list = list
    self.check = check
  }

  /// The members of a value.
  func members(of owner: Owner) -> [JSONValue.Member] { list.compactMap { $0.write(owner) } }

  /// Reads a value.
  ///
  /// - Throws: `SchemaError` with the name of the first member that is missing or of another kind.
  func read(_ json: JSONValue) throws(SchemaError) -> Owner {
    var owner = blank
    for member in list { try member.read(json, &owner) }
    try check(owner)
    return owner
  }
}
