/// The reason why text is not YAML, or cannot be written as YAML.
public struct YAMLError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The fault, in words.
  public let problem: String
  /// The line of the fault, from 1; nil when it has none.
  public let line: Int?
  /// The column of the fault, from 1; nil when it has none.
  public let column: Int?

  init(_ problem: String, line: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.line = line
    self.column = column
  }

  public var description: String {
    let place = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + problem
  }
}
