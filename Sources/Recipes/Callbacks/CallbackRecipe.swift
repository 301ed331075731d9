internal import Callbacks
internal import RunModel

/// A callback of a recipe, with checked parameters.
public struct CallbackRecipe: Sendable {
  /// Creates the callback for a run.
  typealias Maker = @Sendable (CallbackContext) throws(CallbackError) -> any Callback

  /// The callback's name in recipes.
  public let name: String
  /// True for a callback that takes part in a simulation on a saved log: those that compute
  /// metrics, need batches or write files do not.
  let isSimulated: Bool
  let make: Maker

  init(_ entry: RecipeNode) throws(RecipeError) {
    let (name, body) = try entry.named()
    guard let kind = CallbackKind.named(name) else {
      let names = CallbackKind.all.map(\.name).sorted()
      let hint =
        name.nearest(in: names).map { "did you mean \($0)?" }
        ?? "available: \(names.joined(separator: ", "))"
      throw entry.error("no such callback: \(name); \(hint)")
    }
    self.name = name
    isSimulated = kind.isSimulated
    make = try kind.read(try body.mapping(kind.keys))
  }
}

extension Recipe {
  /// Creates the callbacks, in order.
  ///
  /// - Throws: `CallbackError` for parameters that do not fit.
  func makeCallbacks(_ context: CallbackContext) throws(CallbackError) -> [any Callback] {
    var made: [any Callback] = []
    for callback in callbacks { made.append(try callback.make(context)) }
    return made
  }
}
