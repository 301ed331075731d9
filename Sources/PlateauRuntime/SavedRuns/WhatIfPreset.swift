internal import Callbacks
package import Recipes
package import Simulation

/// The callbacks of a recipe or a chain, ready to be tried on a log.
package struct WhatIfPreset {
  /// The what-if, still without a log; nil when the callbacks cannot be tried, as when a recipe has
  /// none.
  package let whatIf: WhatIf?

  /// Reads the callbacks of a file.
  ///
  /// - Parameters:
  ///   - yaml: A recipe or just a chain.
  ///   - isOwn: True when the run was trained with these callbacks.
  /// - Throws: `RecipeError` with the fault.
  package init(yaml: String, file: String, isOwn: Bool = false) throws {
    self.init(try ChainRecipe(yaml: yaml, file: file), isOwn: isOwn)
  }

  /// Takes the callbacks of the run that is being trained.
  package init(_ recipe: Recipe) {
    self.init(try? ChainRecipe(yaml: recipe.text, file: recipe.name), isOwn: true)
  }

  private init(_ chain: ChainRecipe?, isOwn: Bool) {
    guard let chain, let made = try? chain.makeCallbacks(), !made.isEmpty else {
      whatIf = nil
      return
    }
    let make: @Sendable () throws -> [any Callback] = { try chain.makeCallbacks() }
    whatIf = try? WhatIf(
      [], chain: isOwn ? .own(make) : .given(make), learningRate: chain.learningRate ?? 0.001,
      epochs: chain.epochs)
  }
}
