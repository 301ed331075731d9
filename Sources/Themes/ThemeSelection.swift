/// The themes and the one in use.
public struct ThemeSelection: Equatable, Sendable {
  /// All themes, at least one.
  public let all: [Theme]
  /// The index of the theme in use.
  public private(set) var index: Int

  /// The name of the theme that the person chose on this screen, or `auto`; nil while none was.
  public private(set) var chosen: String?

  /// The name by which the terminal's background decides, from the next screen on.
  public static let automatic = "auto"

  /// The index of a theme that is shown for a moment, before it is chosen; nil for none.
  private var tried: Int?

  /// Creates a selection.
  ///
  /// - Precondition: `index` is an index of `all`.
  public init(_ all: [Theme] = [.builtIn], index: Int = 0) {
    precondition(all.indices.contains(index), "there must be a theme to show")
    self.all = all
    self.index = index
  }

  /// The theme that is shown: the one in use, unless another one is tried.
  public var theme: Theme { all[tried ?? index] }

  /// The theme in use, also while another one is tried.
  package var inUse: Theme { all[index] }

  /// Shows the theme with a name without choosing it; any other name shows the one in use.
  package mutating func show(_ name: String?) {
    tried = name.flatMap { name in all.firstIndex { $0.name == name } }
  }

  /// Selects the theme with a name, or `auto`, as the person wants it.
  ///
  /// - Returns: False when there is none.
  package mutating func choose(_ name: String) -> Bool {
    guard name == Self.automatic || select(name) else { return false }
    chosen = name
    return true
  }

  /// Selects the theme with a name.
  ///
  /// - Returns: False when there is none.
  package mutating func select(_ name: String) -> Bool {
    guard let found = all.firstIndex(where: { $0.name == name }) else { return false }
    index = found
    return true
  }
}
