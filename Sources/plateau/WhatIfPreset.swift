import Callbacks
import Recipes
import Simulation

/// The callbacks of a recipe or a chain, ready to be tried on a log.
struct WhatIfPreset {
  /// Without a log; nil when the callbacks cannot be tried, as when a recipe has none.
  let whatIf: WhatIf?

  /// - Parameters:
  ///   - yaml: a recipe or a mere chain.
  ///   - isOwn: whether the run that they are tried on was trained with it.
  /// - Throws: `RecipeError` for what is wrong in it.
  init(yaml: String, file: String, isOwn: Bool = false) throws {
    self.init(try ChainRecipe(yaml: yaml, file: file), isOwn: isOwn)
  }

  /// Those of the run that is trained now.
  init(_ recipe: Recipe) {
    self.init(try? ChainRecipe(yaml: recipe.text, file: recipe.name), isOwn: true)
  }

  private init(_ chain: ChainRecipe?, isOwn: Bool) {
    guard let chain, let made = try? chain.makeCallbacks(), !made.isEmpty else {
      whatIf = nil
      return
    }
    let make: @Sendable () throws -> [any Callback] = { try chain.makeCallbacks() }
    whatIf = try? WhatIf(
      [], chain: isOwn ? .own(make) : .given(make), learningRate: chain.learningRate ?? 0.001)
  }
}
