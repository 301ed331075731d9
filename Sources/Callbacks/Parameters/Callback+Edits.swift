public import RunModel

extension Callback {
  /// The parameters with their current values.
  public var fields: [Parameter] { parameters.map(\.field) }

  /// Changes a parameter between hooks.
  ///
  /// - Returns: The old value.
  /// - Throws: `EditRefusal` when there is no such parameter or the value does not fit.
  @discardableResult
  public func set(_ name: String, to value: ParameterValue) throws(EditRefusal) -> ParameterValue {
    try change(name, to: value).old
  }

  /// Changes a parameter between hooks.
  ///
  /// - Returns: The old value, and a closure that restores it.
  /// - Throws: `EditRefusal` when there is no such parameter or the value does not fit.
  func change(
    _ name: String, to value: ParameterValue
  ) throws(EditRefusal) -> (old: ParameterValue, undo: () -> Void) {
    let parameters = parameters
    if let found = parameters.first(where: { $0.name == name }) { return try found.set(value) }
    if parameters.isEmpty { throw EditRefusal("\(self.name) has nothing to change") }
    let known = parameters.map(\.name).joined(separator: ", ")
    throw EditRefusal("\(self.name) has no \(name); it has \(known)")
  }
}
