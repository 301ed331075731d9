public import Callbacks
internal import Learners
internal import RunModel

/// The difference of two recipes' callbacks.
public struct RecipeChanges: Equatable, Sendable {
  /// Parameters that differ, by callback and name.
  public var parameters: [String: Set<String>] = [:]
  /// True when callbacks were added or left out.
  public var isOtherChain = false
  /// True when the same callbacks are in another order.
  public var isOtherOrder = false

  /// The ids of the recipe's callbacks in the chain.
  public var ids: [String] = []

  /// True when nothing differs.
  public var isEmpty: Bool { parameters.isEmpty && !isOtherChain && !isOtherOrder }
}

extension Recipe {
  /// Compares the callbacks with another recipe's.
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
