/// The themes and the one in use.
public struct ThemeSelection: Equatable, Sendable {
  /// All themes, at least one.
  public let all: [Theme]
  /// The index of the theme in use.
  public private(set) var index: Int

  /// Creates a selection.
  ///
  /// - Precondition: `index` is an index of `all`.
  public init(_ all: [Theme] = [.builtIn], index: Int = 0) {
    precondition(all.indices.contains(index), "there must be a theme to show")
    self.all = all
    self.index = index
  }

  /// The theme in use.
  public var theme: Theme { all[index] }

  /// Selects the theme with a name.
  ///
  /// - Returns: False when there is none.
  package mutating func select(_ name: String) -> Bool {
    guard let found = all.firstIndex(where: { $0.name == name }) else { return false }
    index = found
    return true
  }

  /// Selects the next theme, or the first after the last.
  package mutating func advance() { index = (index + 1) % all.count }
}
