/// A request to write the charts of the screen to a file.
public struct ChartExport: Equatable, Sendable {
  /// The format of the file.
  public enum Form: String, Equatable, Sendable, CaseIterable {
    /// Lines and text.
    case svg
    /// Pixels.
    case png
    /// The run's recipe with the changes that were made by hand.
    case recipe
  }

  /// The format.
  public let form: Form
  /// The file.
  public let path: String
  /// True for light on dark.
  public let isDark: Bool
  /// The titles of the quantities that have charts, in their order.
  public let metrics: [String]

  /// Reads what is typed after `:export`.
  ///
  /// It is the format, the file, and `dark` for light on dark. The format may be left out when the
  /// name of the file ends with it.
  ///
  /// - Returns: nil when no file or no known format is named.
  package init?(_ words: [String], metrics: [String]) {
    var words = words[...]
    var form = words.first.flatMap(Form.init)
    if form != nil { words = words.dropFirst() }
    isDark = words.count > 1 && words.last == "dark"
    if isDark { words = words.dropLast() }
    let path = words.joined(separator: " ")
    form =
      form ?? Form.allCases.first { path.lowercased().hasSuffix(".\($0.rawValue)") }
    guard let form, !path.isEmpty else { return nil }
    self.form = form
    self.path = path
    self.metrics = metrics
  }
}
