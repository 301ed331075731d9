/// The layout of a value that is written as JSON.
public enum JSONLayout: Sendable {
  /// No blanks; characters beyond ASCII as they are.
  case compact
  /// Python's `json.dumps`: a blank after `,` and `:`, ASCII only.
  case python

  /// The text between two values.
  var comma: String { self == .compact ? "," : ", " }
  /// The text between a name and its value.
  var colon: String { self == .compact ? ":" : ": " }
}
