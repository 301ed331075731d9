internal import BareFoundation
public import RunModel
internal import YAMLText

/// The changes that a recipe makes while it trains.
extension Recipe {
  private static let editKeys = [
    "epoch", "step", "learning_rate", "epochs", "set", "to", "reset", "move", "by",
  ]

  /// Reads the edits of a file, which may be a recipe or have nothing but edits.
  ///
  /// - Throws: `RecipeError` with the line of the first mistake.
  public static func edits(yaml: String, file: String) throws(RecipeError) -> [RunEdit] {
    let root: YAMLNode?
    do {
      root = try YAMLNode.parse(yaml)
    } catch {
      throw RecipeError(file: file, line: nil, "this is not YAML: \(error)")
    }
    guard let list = root?["edits"] else {
      throw RecipeError(file: file, line: nil, "has no edits")
    }
    return try edits(RecipeNode(node: list, file: file, path: "edits"))
  }

  /// Reads the list of edits.
  static func edits(_ node: RecipeNode?) throws(RecipeError) -> [RunEdit] {
    var edits: [RunEdit] = []
    for entry in try node?.list() ?? [] {
      let keys = try entry.mapping(editKeys)
      let epoch = try keys.required("epoch", "epoch: 3").integer(1...1_000_000)
      let step = try keys.integer("step", 0...(.max), or: 0)
      edits.append(RunEdit(epoch: epoch - 1, step: step, try command(keys, entry)))
    }
    // The place decides; edits of one place keep their order.
    return edits.enumerated().sorted {
      ($0.element.epoch, $0.element.step, $0.offset) < (
        $1.element.epoch, $1.element.step, $1.offset
      )
    }.map(\.element)
  }

  private static func command(
    _ keys: RecipeMapping, _ entry: RecipeNode
  ) throws(RecipeError) -> RunCommand {
    let actions = ["learning_rate", "epochs", "set", "reset", "move"].filter { keys[$0] != nil }
    guard actions.count == 1 else {
      throw entry.error("an edit has one of learning_rate, epochs, set, reset and move")
    }
    if let rate = keys["learning_rate"] {
      return .setLearningRate(try self.rate(rate))
    }
    if let epochs = keys["epochs"] {
      return .setEpochs(try epochs.integer(1...RunCommand.mostEpochs))
    }
    if let field = keys["set"] {
      let name = try field.string()
      guard let dot = name.firstIndex(of: "."), let value = keys.members["to"] else {
        throw field.error(
          "set takes a parameter and a value: {set: early_stopping.patience, to: 8}")
      }
      return .edit(
        callback: String(name[..<dot]), field: String(name[name.index(after: dot)...]),
        value: value.parameterValue)
    }
    if let callback = keys["reset"] { return .reset(callback: try callback.string()) }
    return .move(
      callback: try keys.required("move", "move: csv_logger").string(),
      by: try keys.required("by", "by: -1").integer(-1000...1000))
  }

  /// A learning rate, or `{factor: 0.5}` or `{by: -0.001}` of the one that holds at that place.
  private static func rate(_ node: RecipeNode) throws(RecipeError) -> NumberChange {
    guard node.node.scalar == nil else {
      let rate = try node.finite()
      guard rate > 0 else {
        throw node.error("a learning rate is a number above 0, such as 0.001")
      }
      return .to(rate)
    }
    let members = try node.mapping(["factor", "by"])
    switch (members["factor"], members["by"]) {
    case (let factor?, nil):
      let number = try factor.finite()
      guard number > 0 else { throw factor.error("factor is a number above 0, such as 0.5") }
      return .times(number)
    case (nil, let step?): return .plus(try step.finite())
    default:
      throw node.error("learning_rate takes a number, {factor: 0.5} or {by: -0.001}")
    }
  }

  /// The text of a recipe with other edits, which stand at its end.
  ///
  /// - Parameters:
  ///   - text: The recipe; empty for the edits alone.
  ///   - edits: The edits of a run.
  /// - Throws: `RecipeError` when the text is not YAML.
  public static func text(
    _ text: String, with edits: [RunEdit]
  ) throws(RecipeError) -> String {
    var text = text
    if text.contains("\nedits:") || text.hasPrefix("edits:") {
      do {
        var root = try YAMLNode.parse(text) ?? YAMLNode("")
        root["edits"] = nil
        text = try root.serialized()
      } catch {
        throw RecipeError(file: "recipe", line: nil, "this is not YAML: \(error)")
      }
    }
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    guard !edits.isEmpty else { return text + "edits: []\n" }
    return text + "edits:\n" + edits.map { "  - {\($0.members)}\n" }.joined()
  }
}

extension RecipeNode {
  /// The value of a parameter of any kind, as YAML understands it.
  fileprivate var parameterValue: ParameterValue {
    if isNull { return .none }
    if let integer = node.int { return .integer(integer) }
    if let text = node.scalar?.string, let number = Double(text) ?? node.float {
      return .number(number)
    }
    if let boolean = node.bool { return .boolean(boolean) }
    return .text(node.scalar?.string ?? "")
  }
}

extension RunEdit {
  /// The edit as the inside of a YAML mapping.
  fileprivate var members: String {
    let place = "epoch: \(epoch + 1), step: \(step), "
    switch command {
    case .setLearningRate(let change): return place + "learning_rate: \(change.yaml)"
    case .setEpochs(let epochs): return place + "epochs: \(epochs)"
    case .edit(let callback, let field, let value):
      return place + "set: \(callback).\(field), to: \(value.yaml)"
    case .reset(let callback): return place + "reset: \(callback)"
    case .move(let callback, let places): return place + "move: \(callback), by: \(places)"
    default: return place
    }
  }
}

extension NumberChange {
  fileprivate var yaml: String {
    switch self {
    case .to(let number): "\(number)"
    case .times(let factor): "{factor: \(factor)}"
    case .plus(let step): "{by: \(step)}"
    }
  }
}

extension ParameterValue {
  fileprivate var yaml: String {
    switch self {
    case .none: "null"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .text(let text): "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
  }
}
