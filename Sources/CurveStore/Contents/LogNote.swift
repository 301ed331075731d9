/// Something in a log that was skipped, damaged or odd, and where.
public struct LogNote: Equatable, Sendable {
  /// How it matters.
  public enum Kind: String, Equatable, Sendable {
    /// Bytes that could not be used.
    case damaged
    /// What is intact but no part of a curve.
    case skipped
    /// What a reader should know.
    case remark
  }

  /// How it matters.
  public var kind: Kind
  /// The file below the folder that was opened; nil for a single file.
  public var file: String?
  /// The line, from 1.
  public var line: Int?
  /// The position in the file, in bytes.
  public var offset: Int?
  /// In words.
  public var text: String

  /// Makes a note.
  public init(
    _ kind: Kind, file: String? = nil, line: Int? = nil, offset: Int? = nil, _ text: String
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.offset = offset
    self.text = text
  }

  /// Where and what, in one line.
  public var sentence: String {
    let place = line.map { "line \($0)" } ?? offset.map { "byte \($0)" }
    return [file, place, text].compactMap(\.self).joined(separator: ": ")
  }
}
