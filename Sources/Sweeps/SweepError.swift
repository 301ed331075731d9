/// The reason why a sweep cannot be made or continued, in one line.
package struct SweepError: Error, Equatable, CustomStringConvertible {
  package let description: String

  /// Creates an error.
  ///
  /// - Parameter description: What is wrong, where, and what to do.
  package init(_ description: String) { self.description = description }
}
