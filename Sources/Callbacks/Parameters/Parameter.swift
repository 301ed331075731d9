public import RunModel

/// A parameter of a callback that can be changed between hooks: its name, what it may be, how it is read
/// and written.
public struct Parameter {
  /// The name in a recipe: Keras's, in snake case.
  public let name: String
  private let kind: CallbackField.Kind
  private let read: () -> FieldValue
  private let write: (FieldValue) throws(EditRefusal) -> Void
  private let snapshot: () -> () -> Void

  /// Makes a parameter.
  ///
  /// - Parameters:
  ///   - write: refuses a value that does not fit, in words.
  ///   - snapshot: gives what puts the present value back, also one that `write` would refuse.
  public init(
    _ name: String, _ kind: CallbackField.Kind, read: @escaping () -> FieldValue,
    write: @escaping (FieldValue) throws(EditRefusal) -> Void,
    snapshot: @escaping () -> () -> Void
  ) {
    self.name = name
    self.kind = kind
    self.read = read
    self.write = write
    self.snapshot = snapshot
  }

  /// Its present value, as a value.
  public var field: CallbackField { CallbackField(name, read(), kind) }

  /// Changes it.
  ///
  /// - Returns: the value before, and what puts it back.
  /// - Throws: `EditRefusal` when the value does not fit.
  func set(_ value: FieldValue) throws(EditRefusal) -> (old: FieldValue, undo: () -> Void) {
    let (old, undo) = (read(), snapshot())
    try write(value)
    return (old, undo)
  }
}

extension Parameter {
  /// A parameter that is stored at a key path.
  private init<Owner: AnyObject, Value>(
    _ name: String, _ kind: CallbackField.Kind, _ owner: Owner,
    _ path: ReferenceWritableKeyPath<Owner, Value>, show: @escaping (Value) -> FieldValue,
    check: @escaping (FieldValue) throws(EditRefusal) -> Value
  ) {
    self.init(name, kind) {
      show(owner[keyPath: path])
    } write: { value throws(EditRefusal) in
      owner[keyPath: path] = try check(value)
    } snapshot: {
      let old = owner[keyPath: path]
      return { owner[keyPath: path] = old }
    }
  }

  /// A whole number of at least `least`.
  static func count<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Int>, least: Int = 0
  ) -> Parameter {
    Parameter(name, .count, owner, path, show: FieldValue.integer) { value throws(EditRefusal) in
      try value.count(name, least: least)
    }
  }

  /// A number of at least 0.
  static func magnitude<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Double>
  ) -> Parameter {
    Parameter(name, .magnitude, owner, path, show: FieldValue.number) {
      value throws(EditRefusal) in
      try value.magnitude(name)
    }
  }

  /// A number between 0 and 1, both excluded.
  static func fraction<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Double>
  ) -> Parameter {
    Parameter(name, .fraction, owner, path, show: FieldValue.number) { value throws(EditRefusal) in
      try value.fraction(name)
    }
  }

  /// A number or none.
  static func optionalNumber<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Double?>
  ) -> Parameter {
    Parameter(name, .optionalNumber, owner, path) {
      $0.map(FieldValue.number) ?? .none
    } check: { value throws(EditRefusal) in
      try value.optionalNumber(name)
    }
  }

  /// True or false.
  public static func boolean<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Bool>
  ) -> Parameter {
    Parameter(name, .boolean, owner, path, show: FieldValue.boolean) { value throws(EditRefusal) in
      try value.boolean(name)
    }
  }

  /// How often a file is written.
  static func frequency<Owner: AnyObject>(
    _ name: String, _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, SaveFrequency>
  ) -> Parameter {
    Parameter(name, .frequency, owner, path, show: \.fieldValue) { value throws(EditRefusal) in
      try SaveFrequency(value, name)
    }
  }
}
