public import RunModel

/// A parameter of a callback that can be changed between hooks: its name, what it may be, how it is read
/// and written.
public struct Parameter {
  /// The name in a recipe: Keras's, in snake case.
  public let name: String
  private let kind: CallbackField.Kind
  private let read: () -> FieldValue
  private let write: (FieldValue) throws(EditRefusal) -> Void

  /// Makes a parameter.
  ///
  /// - Parameter write: refuses a value that does not fit, in words.
  public init(
    _ name: String, _ kind: CallbackField.Kind, read: @escaping () -> FieldValue,
    write: @escaping (FieldValue) throws(EditRefusal) -> Void
  ) {
    self.name = name
    self.kind = kind
    self.read = read
    self.write = write
  }

  /// Its present value, as a value.
  public var field: CallbackField { CallbackField(name, read(), kind) }

  /// Changes it.
  ///
  /// - Returns: the value before.
  /// - Throws: `EditRefusal` when the value does not fit.
  func set(_ value: FieldValue) throws(EditRefusal) -> FieldValue {
    let old = read()
    try write(value)
    return old
  }
}

extension Parameter {
  /// A whole number of at least `least`.
  static func count<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Int>, least: Int = 0
  ) -> Parameter {
    Parameter(name, .count) {
      .integer(owner[keyPath: path])
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try value.count(name, least: least)
    }
  }

  /// A number of at least 0.
  static func magnitude<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Double>
  ) -> Parameter {
    Parameter(name, .magnitude) {
      .number(owner[keyPath: path])
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try value.magnitude(name)
    }
  }

  /// A number between 0 and 1, both excluded.
  static func fraction<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Double>
  ) -> Parameter {
    Parameter(name, .fraction) {
      .number(owner[keyPath: path])
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try value.fraction(name)
    }
  }

  /// A number or none.
  static func optionalNumber<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Double?>
  ) -> Parameter {
    Parameter(name, .optionalNumber) {
      owner[keyPath: path].map(FieldValue.number) ?? .none
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try value.optionalNumber(name)
    }
  }

  /// True or false.
  static func boolean<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Bool>
  ) -> Parameter {
    Parameter(name, .boolean) {
      .boolean(owner[keyPath: path])
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try value.boolean(name)
    }
  }

  /// How often a file is written.
  static func frequency<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, SaveFrequency>
  ) -> Parameter {
    Parameter(name, .frequency) {
      owner[keyPath: path].fieldValue
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try SaveFrequency(value, name)
    }
  }
}
