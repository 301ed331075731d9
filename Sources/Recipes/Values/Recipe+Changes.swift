public import Callbacks
internal import Learners
internal import RunModel

/// What a recipe asks of its callbacks that another did not.
public struct RecipeChanges: Equatable, Sendable {
  /// Parameters that differ, by callback and name.
  public var parameters: [String: Set<String>] = [:]
  /// Whether callbacks were added or left out.
  public var isOtherChain = false
  /// Whether the same callbacks stand in another order.
  public var isOtherOrder = false

  /// The ids of the recipe's callbacks in the chain.
  public var ids: [String] = []

  /// Whether nothing differs.
  public var isEmpty: Bool { parameters.isEmpty && !isOtherChain && !isOtherOrder }
}

extension Recipe {
  /// What differs from another recipe's callbacks.
  ///
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func changes(from other: Recipe) throws(CallbackError) -> RecipeChanges {
    func states(_ recipe: Recipe) throws(CallbackError) -> [CallbackState] {
      let context = CallbackContext(task: recipe.plannedTask)
      return CallbackChain(try recipe.makeCallbacks(context)).states
    }
    let (before, now) = (try states(other), try states(self))
    var changes = RecipeChanges()
    changes.ids = now.map(\.id)
    changes.isOtherChain = before.map(\.id).sorted() != now.map(\.id).sorted()
    changes.isOtherOrder = !changes.isOtherChain && before.map(\.id) != now.map(\.id)
    for state in now {
      let old = before.first { $0.id == state.id }
      let changed = state.fields.filter { $0 != old?.field($0.name) }.map(\.name)
      if !changed.isEmpty { changes.parameters[state.id] = Set(changed) }
    }
    return changes
  }
}
