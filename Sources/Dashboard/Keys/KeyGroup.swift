/// Rows of the key table that belong together.
public struct KeyGroup: Sendable {
  /// The words above them in the help.
  public let heading: String
  /// The rows.
  public let rows: [KeyBinding]

  init(_ heading: String, _ rows: [KeyBinding]) { (self.heading, self.rows) = (heading, rows) }
}
