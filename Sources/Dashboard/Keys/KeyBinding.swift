public import Cells
internal import Charts

/// A row of the key table: the keys, their texts, and what they do when.
public struct KeyBinding: Sendable {
  /// The name on the command line; empty for a row that is only in the help.
  public let name: String
  /// The keys; empty for a row that is only in the help.
  public private(set) var keys: [Key]
  /// The spelling of the keys.
  public private(set) var label: String
  /// The spelling in ASCII.
  public private(set) var plainLabel: String
  /// The sentence in the help; empty when another row describes these keys, too.
  public let help: String
  /// The situations in which the keys work.
  public let scope: KeyScope
  /// True when the footer always keeps the row; others leave it when there is little room.
  let isAlwaysInFooter: Bool
  private let footer: @Sendable (DashboardState) -> String
  /// The action of the keys.
  let action: KeyAction
  /// The action of the name on the command line.
  let typedAction: KeyAction

  /// One or two words for the footer; empty for a row that is not in the footer now.
  public func footer(in state: DashboardState) -> String { footer(state) }

  /// The spelling of the keys with the characters of a terminal.
  func label(_ symbols: Symbols) -> String { symbols.dots == .ascii ? plainLabel : label }

  /// The row with the keys that a person gave it, in place of its usual ones.
  func assigned(_ keys: [Key]) -> KeyBinding {
    var row = self
    row.keys = keys
    // A label may name the key of the opposite row as well: `e E`.
    let others = label.split(separator: " ").dropFirst()
    let own = keys.map(\.name).joined(separator: " ")
    row.label = ([own] + others.map(String.init)).joined(separator: " ")
    row.plainLabel = row.label
    return row
  }

  /// Creates a row whose words in the footer depend on the state.
  init(
    _ name: String, _ keys: [Key], _ label: String, plain: String? = nil,
    footer: @escaping @Sendable (DashboardState) -> String, isAlwaysInFooter: Bool = false,
    help: String = "", when scope: KeyScope = .always, typed: KeyAction? = nil, _ action: KeyAction
  ) {
    self.name = name
    self.keys = keys
    self.label = label
    plainLabel = plain ?? label
    self.footer = footer
    self.isAlwaysInFooter = isAlwaysInFooter
    self.help = help
    self.scope = scope
    self.action = action
    typedAction = typed ?? action
  }

  /// Creates a row with the same words in the footer at all times.
  init(
    _ name: String, _ keys: [Key], _ label: String, plain: String? = nil, footer: String = "",
    isAlwaysInFooter: Bool = false, help: String = "", when scope: KeyScope = .always,
    typed: KeyAction? = nil, _ action: KeyAction
  ) {
    self.init(
      name, keys, label, plain: plain, footer: { _ in footer }, isAlwaysInFooter: isAlwaysInFooter,
      help: help, when: scope, typed: typed, action)
  }
}
