/// A line being typed.
public struct TextInput: Equatable, Sendable {
  /// What the line is for.
  public enum Purpose: Equatable, Sendable {
    /// A value for a row of the callbacks panel.
    case value(Choice)
    /// A command after `:`.
    case command
  }

  /// What it is for.
  public var purpose: Purpose
  /// What was typed.
  public var text: String

  /// Starts a line.
  public init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    self.text = text
  }
}
