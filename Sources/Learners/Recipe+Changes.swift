public import Callbacks
internal import RunModel

extension Recipe {
  /// The parameters of callbacks that differ from another recipe's, by callback and name.
  ///
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func parameters(changedFrom other: Recipe) throws(CallbackError) -> [String: Set<String>] {
    func states(_ recipe: Recipe) throws(CallbackError) -> [String: [String: String]] {
      let made = try recipe.makeCallbacks(CallbackSurroundings(folder: "") { _ in .nan })
      var states: [String: [String: String]] = [:]
      for state in CallbackChain(made).states {
        for field in state.fields { states[state.id, default: [:]][field.name] = field.value.words }
      }
      return states
    }
    let before = try states(other)
    var changed: [String: Set<String>] = [:]
    for (id, fields) in try states(self) {
      for (name, value) in fields where before[id]?[name] != value {
        changed[id, default: []].insert(name)
      }
    }
    return changed
  }
}
