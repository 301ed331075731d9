/// A file or folder that a callback writes.
public struct WrittenPath: Equatable, Sendable {
  /// The way in which it is written.
  public enum Kind: Equatable, Sendable {
    /// A file that grows.
    case file
    /// A file that is written under its name with `.part` and then renamed, so that it needs both
    /// names.
    case replacedFile
    /// A folder in which every file gets a unique name.
    case folder
  }

  /// The path; a field in braces stands for a number that is known only during training.
  public var text: String
  /// The way in which it is written.
  public var kind: Kind
  /// True when braces are fields.
  public var hasFields: Bool
  /// True when a relative path starts at the run's folder.
  public var isOfRun: Bool
  /// True when it accompanies another path of the callback and is not reported by itself.
  public var isSide: Bool
  /// True when the file keeps its content from before training.
  public var keepsContent: Bool

  /// Describes a path.
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
