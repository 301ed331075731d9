internal import RunModel
internal import YAMLText

extension YAMLNode {
  /// Applies one `--set PATH=VALUE`.
  ///
  /// A path consists of keys with points between; `callbacks.` may be left out before a callback's
  /// name, and the callback's name as well if only one callback of the recipe takes the parameter.
  ///
  /// - Throws: `RecipeError` for a wrong form or an ambiguous path.
  mutating func set(_ setting: String) throws(RecipeError) {
    func error(_ reason: String) -> RecipeError {
      RecipeError(file: "--set \(setting)", line: nil, reason)
    }
    guard let equals = setting.firstIndex(of: "="), equals > setting.startIndex else {
      throw error("write it as key=value, such as epochs=5 or early_stopping.patience=3")
    }
    var path = setting[..<equals].split(separator: ".").map(String.init)
    let text = String(setting[setting.index(after: equals)...])
    let value: YAMLNode
    do {
      value = try YAMLNode.parse(text) ?? YAMLNode("")
    } catch {
      throw RecipeError(file: "--set \(setting)", line: nil, "the value is not YAML")
    }
    if path.first == "callbacks" { path.removeFirst() }
    let entries = callbackNames
    if path.count == 1, let key = path.first, !Recipe.topKeys.contains(key) {
      let taking = entries.filter { CallbackKind.named($0)?.keys.contains(key) == true }
      switch taking.count {
      case 1: path = [taking[0], key]
      case 0:
        let known = Recipe.topKeys + entries.flatMap { CallbackKind.named($0)?.keys ?? [] }
        let hint = key.nearest(in: known).map { "; did you mean \($0)?" } ?? ""
        throw error("nothing in the recipe takes \(key)\(hint)")
      default:
        let choices = taking.map { "\($0).\(key)" }.joined(separator: " or ")
        throw error("several callbacks take \(key): write \(choices)")
      }
    }
    // The name of a callback may have a point itself: `torch.reduce_lr_on_plateau.patience`.
    let owner = path.dropLast().joined(separator: ".")
    if path.count > 1, let key = path.last, let index = entries.firstIndex(of: owner) {
      setInCallback(index, owner, key, value)
      return
    }
    guard !path.isEmpty else { throw error("the key is missing") }
    set(path[...], to: value)
  }

  private var callbackNames: [String] {
    self["callbacks"]?.sequence?.map { entry in
      entry.scalar?.string ?? entry.mapping?.first?.key.scalar?.string ?? ""
    } ?? []
  }

  private mutating func setInCallback(
    _ index: Int, _ name: String, _ key: String, _ value: YAMLNode
  ) {
    guard case .sequence(var list)? = self["callbacks"] else { return }
    var body = list[index].mapping?.first?.value ?? YAMLNode([(YAMLNode, YAMLNode)]())
    if body.mapping == nil { body = YAMLNode([(YAMLNode, YAMLNode)]()) }
    body[key] = value
    list[index] = YAMLNode([(YAMLNode(name), body)])
    self["callbacks"] = .sequence(list)
  }

  private mutating func set(_ path: ArraySlice<String>, to value: YAMLNode) {
    guard let key = path.first else {
      self = value
      return
    }
    if mapping == nil { self = YAMLNode([(YAMLNode, YAMLNode)]()) }
    var child = self[key] ?? YAMLNode([(YAMLNode, YAMLNode)]())
    child.set(path.dropFirst(), to: value)
    self[key] = child
  }
}
