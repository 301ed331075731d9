/// A part of an event file that could not be used.
public struct EventFileDamage: Equatable, Sendable {
  /// The kind of damage.
  public enum Kind: Equatable, Sendable {
    /// The bytes do not start a record; the reader searched for the next intact one.
    case header
    /// The content of a record does not match its checksum.
    case checksum
    /// A record with a correct checksum does not hold an `Event` message.
    case content
  }

  /// The kind of damage.
  public var kind: Kind
  /// The offset of its first byte in the file.
  public var offset: Int64
  /// The number of skipped bytes.
  public var length: Int64

  /// Creates a description of damage.
  public init(_ kind: Kind, offset: Int64, length: Int64) {
    self.kind = kind
    self.offset = offset
    self.length = length
  }
}
