/// A part of an event file that could not be used, and where.
public struct EventFileDamage: Equatable, Sendable {
  /// What was wrong.
  public enum Kind: Equatable, Sendable {
    /// Not the beginning of a record; the next intact record was looked for.
    case header
    /// A record whose content does not have its checksum.
    case checksum
    /// A record with a right checksum that holds no `Event` message.
    case content
  }

  /// What was wrong.
  public var kind: Kind
  /// The position of its first byte in the file.
  public var offset: Int64
  /// How many bytes were passed over.
  public var length: Int64

  /// Makes a record of damage.
  public init(_ kind: Kind, offset: Int64, length: Int64) {
    self.kind = kind
    self.offset = offset
    self.length = length
  }
}
