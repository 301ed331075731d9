public import RunModel

/// A parameter of one callback that can be changed between hooks.
///
/// A callback with a `ParameterTable` gets these from it; one without makes them itself.
public struct BoundParameter {
  /// The name in recipes and commands: Keras's name, in snake case.
  public let name: String
  private let kind: Parameter.Kind
  private let read: () -> ParameterValue
  private let write: (ParameterValue) throws(EditRefusal) -> Void
  private let snapshot: () -> () -> Void

  /// Creates a parameter from closures that read and write its value.
  ///
  /// - Parameters:
  ///   - write: Sets a new value; refuses one that does not fit.
  ///   - snapshot: Returns a closure that restores the current value, even one that `write` would
  ///     refuse.
  public init(
    _ name: String, _ kind: Parameter.Kind, read: @escaping () -> ParameterValue,
    write: @escaping (ParameterValue) throws(EditRefusal) -> Void,
    snapshot: @escaping () -> () -> Void
  ) {
    self.name = name
    self.kind = kind
    self.read = read
    self.write = write
    self.snapshot = snapshot
  }

  /// The parameter with its current value.
  public var field: Parameter { Parameter(name, read(), kind) }

  /// Changes the value.
  ///
  /// - Returns: The old value, and a closure that restores it.
  /// - Throws: `EditRefusal` when the value does not fit.
  func set(_ value: ParameterValue) throws(EditRefusal) -> (old: ParameterValue, undo: () -> Void) {
    let (old, undo) = (read(), snapshot())
    try write(value)
    return (old, undo)
  }
}
