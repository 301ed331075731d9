public import RunModel

/// The parameters of a type of callback, in the order in which they are shown.
///
/// Recipe keys and how they are read, fields on the screen, edits and their refusals, sweeps and
/// what a resume takes over are all made from it.
///
///     public static var table: ParameterTable<TimeBudget> {
///       [.live("seconds", \.seconds, .magnitude, "seconds of training")]
///     }
public struct ParameterTable<Owner>: ExpressibleByArrayLiteral {
  /// The parameters.
  public let descriptions: [ParameterDescription<Owner>]

  /// Creates a table of parameters.
  public init(_ descriptions: [ParameterDescription<Owner>]) { self.descriptions = descriptions }

  public init(arrayLiteral elements: ParameterDescription<Owner>...) { self.init(elements) }

  /// The names, in order.
  public var names: [String] { descriptions.map(\.name) }

  /// Stores values before training.
  ///
  /// - Parameter values: Values by name; those of unknown names are ignored.
  /// - Throws: `EditRefusal` for the first value that does not fit.
  public func set(
    _ values: [(name: String, value: ParameterValue)], of owner: inout Owner
  ) throws(EditRefusal) {
    for (name, value) in values {
      guard let parameter = descriptions.first(where: { $0.name == name }) else { continue }
      try parameter.range.check(value, of: name)
      parameter.write(&owner, value)
      if let why = parameter.conflict(owner) { throw EditRefusal(why) }
    }
  }

  /// The parameters that can be changed between hooks, bound to their owner.
  ///
  /// - Parameters:
  ///   - prefix: Text before each name.
  ///   - get: Reads the owner.
  ///   - set: Stores the owner after a change; needed for values, not for objects.
  public func bound(
    prefix: String = "", get: @escaping () -> Owner, set: @escaping (Owner) -> Void = { _ in }
  ) -> [BoundParameter] {
    let owner = get()
    return descriptions.compactMap { parameter in
      guard parameter.isLive(owner), let kind = parameter.range.editKind else { return nil }
      let name = prefix + parameter.name
      return BoundParameter(name, kind) {
        parameter.read(get())
      } write: { value throws(EditRefusal) in
        try parameter.range.check(value, of: name)
        var owner = get()
        let restore = parameter.snapshot(owner)
        parameter.write(&owner, value)
        if let why = parameter.conflict(owner) {
          restore(&owner)
          throw EditRefusal(why)
        }
        set(owner)
      } snapshot: {
        let restore = parameter.snapshot(get())
        return {
          var owner = get()
          restore(&owner)
          set(owner)
        }
      }
    }
  }
}
