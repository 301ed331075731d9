/// The names that a configuration can refer to.
public struct ConfigurationNames: Equatable, Sendable {
  /// A row of the key table.
  public struct Row: Equatable, Sendable {
    /// The name of the row.
    public var name: String
    /// The names of its usual keys.
    public var keys: [String]

    /// Creates a row.
    public init(_ name: String, keys: [String]) {
      self.name = name
      self.keys = keys
    }
  }

  /// The names of the themes.
  public var themes: [String]
  /// The rows of the key table.
  public var rows: [Row]

  /// Creates names.
  public init(themes: [String], rows: [Row]) {
    self.themes = themes
    self.rows = rows
  }
}
