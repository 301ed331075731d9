/// The recipe that a run's state was trained with.
///
/// With it a `recipe.yaml` that was cut or damaged is told from one that the program itself was about to replace.
public struct RecipeRecord: Equatable, Sendable {
  /// The YAML that the callbacks' fields in the state come from.
  public var text: String
  /// CRC-32C of the text that `text` was about to replace in `recipe.yaml`; nil when it stands there.
  public var replaced: UInt32?
  /// CRC-32C of the text that was about to replace `text`; nil when none was.
  public var replacement: UInt32?

  /// Makes a record.
  public init(text: String, replaced: UInt32? = nil, replacement: UInt32? = nil) {
    self.text = text
    self.replaced = replaced
    self.replacement = replacement
  }
}
