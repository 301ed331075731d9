/// A file or folder that a callback writes.
public struct WrittenPath: Equatable, Sendable {
  /// How it is written.
  public enum Kind: Equatable, Sendable {
    /// A file that grows.
    case file
    /// A file that is written beside its place and moved there, so that the name with `.part` is taken, too.
    case replacedFile
    /// A folder, in which every file gets a name of its own.
    case folder
  }

  /// The path; a field in braces stands for a number that is known only in training.
  public var text: String
  /// How it is written.
  public var kind: Kind
  /// Whether braces are fields.
  public var hasFields: Bool
  /// Whether a path that does not begin at the root is seen from the run's folder.
  public var isOfRun: Bool
  /// Whether it goes with another path of the callback and need not be told by itself.
  public var isSide: Bool
  /// Whether what the file holds before training stays.
  public var keepsContent: Bool

  /// Names a path.
  public init(
    _ text: String, _ kind: Kind, hasFields: Bool = false, isOfRun: Bool = true,
    isSide: Bool = false, keepsContent: Bool = false
  ) {
    self.text = text
    self.kind = kind
    self.hasFields = hasFields
    self.isOfRun = isOfRun
    self.isSide = isSide
    self.keepsContent = keepsContent
  }
}
