/// A mistake in a recipe, with its node and the remedy.
public struct RecipeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, or `--set`.
  public var file: String
  /// The line, from 1; nil when there is none.
  public var line: Int?
  /// The mistake and the remedy.
  public var reason: String

  /// Creates an error with its place in a recipe.
  public init(file: String, line: Int?, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }
}
