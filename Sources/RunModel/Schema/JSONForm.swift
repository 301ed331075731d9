package import JSONText

/// The form of a value in JSON, for the writer and the reader alike.
package struct JSONForm<Value: Sendable>: Sendable {
  /// Writes a value; nil leaves its member out.
  let write: @Sendable (Value) -> JSONValue?
  /// Reads a value; nil when the member is missing or of another kind.
  let read: @Sendable (JSONValue?) throws(SchemaError) -> Value?

  /// Creates a form from a writer and a reader.
  package init(
    write: @escaping @Sendable (Value) -> JSONValue?,
    read: @escaping @Sendable (JSONValue?) throws(SchemaError) -> Value?
  ) {
    self.write = write
    self.read = read
  }
}

extension JSONForm where Value == Int {
  /// A whole number.
  static var integer: JSONForm {
    JSONForm(write: { .integer($0) }, read: { (json) throws(SchemaError) in json?.int })
  }
}

extension JSONForm where Value == Double {
  /// A number; `nan`, `inf` and `-inf` are strings.
  static var number: JSONForm {
    JSONForm(write: { .finite($0) }, read: { (json) throws(SchemaError) in json?.double })
  }

  /// A number that is written without its fraction.
  static var roundedNumber: JSONForm {
    JSONForm(write: { .finite($0.rounded()) }, read: number.read)
  }
}

extension JSONForm where Value == Bool {
  /// True or false.
  static var boolean: JSONForm {
    JSONForm(
      write: { .boolean($0) }, read: { (json) throws(SchemaError) in json == .boolean(true) })
  }
}

extension JSONForm where Value == String {
  /// Text.
  static var text: JSONForm {
    JSONForm(write: { .string($0) }, read: { (json) throws(SchemaError) in json?.string })
  }
}

extension JSONForm where Value == UInt64 {
  /// Decimal digits as text: a reader that knows doubles alone would round a large number.
  static var digits: JSONForm {
    JSONForm(
      write: { .string("\($0)") },
      read: { (json) throws(SchemaError) in json?.string.flatMap(UInt64.init) })
  }
}

extension JSONForm where Value: RawRepresentable, Value.RawValue == String {
  /// One of the words of an enumeration.
  static var word: JSONForm {
    JSONForm(
      write: { .string($0.rawValue) },
      read: { (json) throws(SchemaError) in json?.string.flatMap(Value.init(rawValue:)) })
  }
}

extension JSONForm {
  /// A value that is left out when it is nil; one of another kind is read as nil.
  static func optional<Wrapped>(
    _ form: JSONForm<Wrapped>
  ) -> JSONForm where Value == Wrapped? {
    JSONForm(
      write: { $0.flatMap(form.write) },
      read: { (json) throws(SchemaError) in .some(json == nil ? nil : try form.read(json)) })
  }

  /// A value that is `null` when it is nil.
  static func nullable<Wrapped>(
    _ form: JSONForm<Wrapped>
  ) -> JSONForm where Value == Wrapped? {
    JSONForm(write: { $0.flatMap(form.write) ?? .null }, read: optional(form).read)
  }

  /// A value that is always written and has a default where it cannot be read.
  static func defaulted(_ form: JSONForm, to value: Value) -> JSONForm {
    JSONForm(
      write: form.write, read: { (json) throws(SchemaError) in try form.read(json) ?? value })
  }

  /// A value that is left out when it is the default.
  static func omitted(_ form: JSONForm, when value: Value) -> JSONForm where Value: Equatable {
    JSONForm(
      write: { $0 == value ? nil : form.write($0) },
      read: { (json) throws(SchemaError) in try form.read(json) ?? value })
  }

  /// An array; every element must be readable.
  static func list<Element>(_ form: JSONForm<Element>) -> JSONForm where Value == [Element] {
    JSONForm(
      write: { .array($0.compactMap(form.write)) },
      read: { (json) throws(SchemaError) in
        guard let values = json?.array else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values {
          guard let element = try form.read(value) else { return nil }
          elements.append(element)
        }
        return elements
      })
  }

  /// An array; elements that cannot be read are left out.
  static func tolerantList<Element>(
    _ form: JSONForm<Element>
  ) -> JSONForm where Value == [Element] {
    JSONForm(
      write: list(form).write,
      read: { (json) throws(SchemaError) in json?.array?.compactMap { try? form.read($0) } })
  }

  /// An object.
  static func object(_ schema: JSONSchema<Value>) -> JSONForm {
    JSONForm(
      write: { .object(schema.members(of: $0)) },
      read: { (json) throws(SchemaError) in
        guard let json else { return nil }
        return try schema.read(json)
      })
  }
}
