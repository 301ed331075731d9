/// The recipe that a run's state was trained with.
///
/// It distinguishes a `recipe.yaml` that was cut or damaged from one that the program itself was
/// about to replace.
public struct RecipeRecord: Equatable, Sendable {
  /// The YAML from which the callbacks' fields in the state were made.
  public var text: String
  /// CRC-32C of the text that `text` was about to replace in `recipe.yaml`; nil once it has
  /// replaced it.
  public var replaced: UInt32?
  /// CRC-32C of the text that was about to replace `text`; nil when there was none.
  public var replacement: UInt32?

  /// Creates a record of a recipe.
  public init(text: String, replaced: UInt32? = nil, replacement: UInt32? = nil) {
    self.text = text
    self.replaced = replaced
    self.replacement = replacement
  }
}
