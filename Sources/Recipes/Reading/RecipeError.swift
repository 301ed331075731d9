/// What is wrong with a recipe: where, what, and what would be right.
public struct RecipeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, or `--set`.
  public var file: String
  /// The line, from 1; nil where there is none.
  public var line: Int?
  /// What is wrong.
  public var reason: String

  /// Makes an error.
  public init(file: String, line: Int?, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }
}
