internal import Callbacks

/// What a recipe may say of one kind of callback: its name, its parameters, and how they are read.
struct CallbackKind: Sendable {
  let name: String
  /// The parameters, in Keras's names.
  let keys: [String]
  /// Whether it has a part in a simulation on a saved log.
  let isSimulated: Bool
  let read: @Sendable (RecipeMapping) throws(RecipeError) -> CallbackRecipe.Maker

  init(
    _ name: String, _ keys: [String], isSimulated: Bool = false,
    read: @escaping @Sendable (RecipeMapping) throws(RecipeError) -> CallbackRecipe.Maker
  ) {
    self.name = name
    self.keys = keys
    self.isSimulated = isSimulated
    self.read = read
  }

  /// Every kind there is.
  static let all: [CallbackKind] = stopping + reducing + metrics + files + rates

  static func named(_ name: String) -> CallbackKind? { all.first { $0.name == name } }
}
