internal import YAMLText

extension RunSettings {
  /// The greatest number of settings of a run, and of levels of nesting.
  private static let (most, deepest) = (512, 8)

  /// Reads the settings of a YAML file, such as a recipe or a tool's settings.
  ///
  /// Ultralytics writes `args.yaml`, Lightning `hparams.yaml`, and W&B `config.yaml`.
  /// Text that is not YAML has no settings.
  ///
  /// Names of nested settings are joined with dots. In a list of mappings with one name each, such
  /// as the callbacks of a recipe, that name stands for the element.
  ///
  /// - Complexity: O(bytes).
  package init(yaml: String) {
    var pairs: [(String, String)] = []
    if let node = (try? YAMLNode.parse(yaml)) ?? nil { Self.collect(node, "", 0, into: &pairs) }
    self.init(pairs)
  }

  private static func collect(
    _ node: YAMLNode, _ path: String, _ depth: Int, into pairs: inout [(String, String)]
  ) {
    guard pairs.count < most, depth <= deepest else { return }
    switch node {
    case .scalar(let scalar): pairs.append((path, scalar.string))
    case .sequence(let list): collect(list, path, depth, into: &pairs)
    case .mapping(let members):
      // W&B wraps each value with its description.
      if !path.isEmpty, let value = members["value"],
        members.allSatisfy({ ["desc", "value"].contains($0.key.string) })
      {
        return collect(value, path, depth + 1, into: &pairs)
      }
      for (key, value) in members {
        guard let name = key.string, name != "_wandb" else { continue }
        collect(value, path.isEmpty ? name : "\(path).\(name)", depth + 1, into: &pairs)
      }
    }
  }

  private static func collect(
    _ list: YAMLSequence, _ path: String, _ depth: Int, into pairs: inout [(String, String)]
  ) {
    let words = list.compactMap(\.string)
    let isOfMappings = list.contains { $0.mapping != nil }
    guard isOfMappings else {
      if words.count == list.count {
        pairs.append((path, "[\(words.joined(separator: ", "))]"))
      }
      return
    }
    var counts: [String: Int] = [:]
    for (index, element) in list.enumerated() {
      var (name, content) = ("\(index + 1)", element)
      if let members = element.mapping, members.count == 1, let key = members[0].key.string {
        (name, content) = (key, members[0].value)
      } else if let word = element.string {
        (name, content) = (word, YAMLNode("on"))
      }
      counts[name, default: 0] += 1
      if let count = counts[name], count > 1 { name += "-\(count)" }
      collect(content, "\(path).\(name)", depth + 1, into: &pairs)
    }
  }
}
