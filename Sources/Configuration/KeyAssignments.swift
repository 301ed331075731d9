public import Cells

/// The keys that a person has given to rows of the key table, in place of the usual ones.
public struct KeyAssignments: Equatable, Sendable {
  /// The keys by the name of the row.
  public private(set) var keys: [String: [Key]] = [:]

  /// Creates assignments of none.
  public init() {}

  /// True when every row has its usual keys.
  public var isEmpty: Bool { keys.isEmpty }

  /// Gives keys to a row, in place of its usual ones.
  public mutating func assign(_ keys: [Key], to name: String) { self.keys[name] = keys }

  /// The name of the row that was given a key; nil for none.
  public func name(of key: Key) -> String? { keys.first { $0.value.contains(key) }?.key }

  /// True when a row no longer has its usual keys.
  public func replaces(_ name: String) -> Bool { keys[name] != nil }

  /// The keys that cannot be given to a row, because leaving and typing depend on them.
  static let reserved: Set<Key> = [
    .enter, .escape, .backspace, .control("c"), .control("z"),
  ]
}
