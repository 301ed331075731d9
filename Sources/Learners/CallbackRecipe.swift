internal import Callbacks
internal import Evaluation
internal import RunModel

/// A callback of a recipe: its name, and how it is made from parameters that were checked.
public struct CallbackRecipe: Sendable {
  /// Makes the callback for a run.
  typealias Maker = @Sendable (CallbackSurroundings) throws(CallbackError) -> any Callback

  /// Its name in recipes.
  public let name: String
  /// Whether it has a part in a simulation on a saved log: those that compute metrics, look at batches or
  /// write files have none.
  let isSimulated: Bool
  let make: Maker

  init(_ entry: RecipeNode) throws(RecipeError) {
    let (name, body) = try entry.named()
    guard let kind = CallbackKind.named(name) else {
      let names = CallbackKind.all.map(\.name).sorted()
      let hint =
        name.nearest(in: names).map { "did you mean \($0)?" }
        ?? "known are \(names.joined(separator: ", "))"
      throw entry.error("no such callback: \(name); \(hint)")
    }
    self.name = name
    isSimulated = kind.isSimulated
    make = try kind.read(try body.mapping(kind.keys))
  }
}

/// What callbacks of a recipe need from the run that they are made for.
final class CallbackSurroundings {
  /// Whether they are for a simulation: nothing is evaluated.
  let isSimulated: Bool
  private let folder: String
  private let evaluate: (Average) throws -> Double
  private var hubs: [String: MetricHub] = [:]

  /// The surroundings of a run.
  ///
  /// - Parameters:
  ///   - folder: the run's folder; empty for none.
  ///   - evaluate: gives the average precision of the last validation pass.
  init(
    folder: String, isSimulated: Bool = false, evaluate: @escaping (Average) throws -> Double
  ) {
    self.folder = folder
    self.isSimulated = isSimulated
    self.evaluate = evaluate
  }

  /// The run's folder; empty for none.
  var runFolder: String { folder }

  /// A file of the run's folder; an absolute path stays what it is.
  func place(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }

  /// A metric that several callbacks share, so that it is computed once an epoch.
  func hub(_ metric: String) -> MetricHub {
    if let known = hubs[metric] { return known }
    let evaluate = evaluate
    let hub = MetricHub(metric: metric) { try evaluate(.macro) }
    hubs[metric] = hub
    return hub
  }

  /// What measures the average precision.
  func evaluation(_ average: Average) -> () throws -> Double {
    let evaluate = evaluate
    return { try evaluate(average) }
  }
}

extension Recipe {
  /// Makes the callbacks in their order.
  ///
  /// - Throws: `CallbackError` for parameters that do not fit.
  func makeCallbacks(_ surroundings: CallbackSurroundings) throws(CallbackError) -> [any Callback] {
    var made: [any Callback] = []
    for callback in callbacks { made.append(try callback.make(surroundings)) }
    return made
  }
}
