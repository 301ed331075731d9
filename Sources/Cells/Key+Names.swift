extension Key {
  /// The names of keys that are not characters.
  private static let named: [(name: String, key: Key)] =
    [
      ("space", .character(" ")), ("up", .up), ("down", .down), ("left", .left),
      ("right", .right), ("shift-left", .shiftLeft), ("shift-right", .shiftRight),
      ("page-up", .pageUp), ("page-down", .pageDown), ("home", .home), ("end", .end),
      ("enter", .enter), ("tab", .tab), ("shift-tab", .backTab), ("backspace", .backspace),
      ("delete", .delete), ("escape", .escape),
    ] + (1...12).map { ("f\($0)", .function($0)) }

  /// Creates the key of a name: a character, `space`, `page-up`, `f5`, `ctrl-p`; nil for anything
  /// else.
  public init?(named name: String) {
    if name.unicodeScalars.count == 1, let scalar = name.unicodeScalars.first, scalar.value > 0x20,
      scalar.value != 0x7F
    {
      self = .character(scalar)
      return
    }
    let lower = name.lowercased()
    if let known = Self.named.first(where: { $0.name == lower }) {
      self = known.key
      return
    }
    let letter = lower.dropFirst("ctrl-".count).unicodeScalars
    guard lower.hasPrefix("ctrl-"), letter.count == 1, let scalar = letter.first,
      ("a"..."z").contains(scalar)
    else { return nil }
    self = .control(scalar)
  }

  /// The name by which `init(named:)` knows the key.
  public var name: String {
    if let known = Self.named.first(where: { $0.key == self }) { return known.name }
    return switch self {
    case .character(let scalar): String(Character(scalar))
    case .control(let scalar): "ctrl-\(Character(scalar))"
    default: ""
    }
  }
}
