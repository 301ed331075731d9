/// A setting of a run.
public struct LogParameter: Equatable, Sendable {
  /// The name; parts of nested names are joined with `/`.
  public var name: String
  /// The value as text.
  public var value: String

  /// Creates a setting.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
