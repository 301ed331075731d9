/// A note about a skipped, damaged or unusual part of a log.
public struct LogNote: Equatable, Sendable {
  /// The severity of a note.
  public enum Kind: String, Equatable, Sendable {
    /// The bytes could not be used.
    case damaged
    /// The part is intact but does not belong to a series.
    case skipped
    /// A remark that helps to interpret the log.
    case remark
  }

  /// The severity.
  public var kind: Kind
  /// The file's path relative to the opened folder; nil for a single file.
  public var file: String?
  /// The line number, from 1.
  public var line: Int?
  /// The offset in the file, in bytes.
  public var offset: Int?
  /// The message.
  public var text: String

  /// Creates a note.
  public init(
    _ kind: Kind, file: String? = nil, line: Int? = nil, offset: Int? = nil, _ text: String
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.offset = offset
    self.text = text
  }

  /// The location and the message in one line.
  public var sentence: String {
    let location = line.map { "line \($0)" } ?? offset.map { "byte \($0)" }
    return [file, location, text].compactMap(\.self).joined(separator: ": ")
  }
}
