/// The reason why a JSON value is not the event, command or state it should be.
package struct SchemaError: Error, Equatable, Sendable {
  /// The reason for a person; the file and the line are known to the reader.
  package var reason: String

  /// Creates an error with its reason.
  package init(_ reason: String) { self.reason = reason }

  /// A member is missing or of another kind.
  package static func unusable(_ name: String) -> SchemaError {
    SchemaError("no usable \"\(name)\" in this event")
  }
}
