public import CallbackPanels
public import CommandEntry

/// A line being typed.
public struct TextInput: Equatable, Sendable {
  /// The use of a typed line.
  public enum Purpose: Equatable, Sendable {
    /// The value of a row of the callbacks panel.
    case value(Choice)
    /// A command after `:`.
    case command
    /// A pattern for the list of metrics after `/`.
    case filter
    /// A pattern for the list of events after `/`.
    case eventFilter
    /// A pattern for the list of histograms, texts and curves after `/`.
    case summaryFilter
    /// A condition for the table of runs after `/`.
    case runFilter
  }

  /// The use of the line.
  public var purpose: Purpose
  /// The line.
  public internal(set) var line: EntryLine

  /// Creates a line.
  public init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    line = EntryLine(text)
  }

  /// Creates a line with the present pattern of a list, which is selected.
  init(_ purpose: Purpose, pattern: String?) {
    self.purpose = purpose
    line = EntryLine(pattern ?? "", isSelected: true)
  }

  /// The text so far.
  public var text: String { line.text }
}
