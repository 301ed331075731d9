import Callbacks
import Learners
import Simulation

/// The callbacks of a recipe or a chain, ready to be tried on a log.
struct ChainTrial {
  /// Without a log; nil when the callbacks cannot be tried, as when a recipe has none.
  let whatIf: WhatIf?

  /// - Parameter yaml: a recipe or a mere chain.
  /// - Throws: `RecipeError` for what is wrong in it.
  init(yaml: String, file: String) throws {
    self.init(try ChainRecipe(yaml: yaml, file: file))
  }

  init(_ recipe: Recipe) { self.init(try? ChainRecipe(yaml: recipe.text, file: recipe.name)) }

  private init(_ chain: ChainRecipe?) {
    guard let chain, let made = try? chain.makeCallbacks(), !made.isEmpty else {
      whatIf = nil
      return
    }
    let make: @Sendable () throws -> [any Callback] = { try chain.makeCallbacks() }
    whatIf = try? WhatIf(
      [], chain: .given(make), learningRate: chain.learningRate ?? 0.001)
  }
}
