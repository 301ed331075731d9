internal import RunModel
internal import YAMLText

/// A node of a recipe, whose errors name the line.
struct RecipeNode {
  let node: YAMLNode
  let file: String
  /// The path for errors: `callbacks.early_stopping.patience`.
  let path: String

  func error(_ reason: String) -> RecipeError {
    RecipeError(file: file, line: node.line, reason)
  }

  /// The node as a mapping whose keys are all known.
  ///
  /// - Throws: `RecipeError` for an unknown key, with the nearest known one.
  func mapping(_ known: [String]) throws(RecipeError) -> RecipeMapping {
    if isNull { return RecipeMapping(node: self, members: [:]) }
    guard case .mapping(let pairs) = node else {
      throw error(
        "\(path.isEmpty ? "this" : path) takes keys and values: \(known.prefix(4).joined(separator: ", ")), …"
      )
    }
    var members: [String: RecipeNode] = [:]
    for (key, value) in pairs {
      let name = key.scalar?.string ?? ""
      guard known.contains(name) else {
        let hint =
          name.nearest(in: known).map { "did you mean \($0)?" }
          ?? "available: \(known.joined(separator: ", "))"
        throw RecipeError(
          file: file, line: key.line,
          "no such key\(path.isEmpty ? "" : " in \(path)"): \(name); \(hint)")
      }
      members[name] = RecipeNode(
        node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }
    return RecipeMapping(node: self, members: members)
  }

  /// The node as a list.
  func list() throws(RecipeError) -> [RecipeNode] {
    if isNull { return [] }
    guard case .sequence(let nodes) = node else {
      throw error("\(path) takes a list: lines that begin with -")
    }
    return nodes.map { RecipeNode(node: $0, file: file, path: path) }
  }

  /// The node as a named entry of a list: `- early_stopping: {…}` or just `- csv_logger`.
  func named() throws(RecipeError) -> (name: String, body: RecipeNode) {
    if case .scalar(let scalar) = node {
      let empty = YAMLNode.mapping(YAMLMapping([], line: scalar.line))
      return (scalar.string, RecipeNode(node: empty, file: file, path: "\(path).\(scalar.string)"))
    }
    guard case .mapping(let pairs) = node, pairs.count == 1, let (key, value) = pairs.first,
      let name = key.scalar?.string
    else {
      throw error("each entry of \(path) is one name, such as - early_stopping: {patience: 3}")
    }
    return (name, RecipeNode(node: value, file: file, path: "\(path).\(name)"))
  }

  /// The node as a mapping of any names to texts.
  func texts() throws(RecipeError) -> [String: String] {
    guard case .mapping(let pairs) = node else {
      throw error("\(path) takes names with text values")
    }
    var found: [String: String] = [:]
    for (key, value) in pairs {
      guard let name = key.scalar?.string, let text = value.scalar?.string else {
        throw error("\(path) takes names with text values")
      }
      found[name] = text
    }
    return found
  }

  var isNull: Bool { node.isNull }

  func string() throws(RecipeError) -> String {
    guard let scalar = node.scalar else { throw error("\(path) takes text") }
    return scalar.string
  }

  func integer(_ range: ClosedRange<Int>) throws(RecipeError) -> Int {
    guard let value = node.int, range.contains(value) else {
      let bound =
        range.upperBound == .max
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw error("\(path) takes a whole number, \(bound)")
    }
    return value
  }

  func number() throws(RecipeError) -> Double {
    // YAML 1.1 reads 1e-3 as text, but it is meant as a number.
    guard let scalar = node.scalar, let value = Double(scalar.string) ?? node.float else {
      throw error("\(path) takes a number")
    }
    return value
  }

  func finite() throws(RecipeError) -> Double {
    let value = try number()
    guard value.isFinite else { throw error("\(path) takes a finite number") }
    return value
  }

  func boolean() throws(RecipeError) -> Bool {
    guard let value = node.bool else { throw error("\(path) takes true or false") }
    return value
  }

  /// One of several words.
  func word(_ known: [String]) throws(RecipeError) -> String {
    let word = try string()
    guard known.contains(word) else {
      let hint = word.nearest(in: known).map { "; did you mean \($0)?" } ?? ""
      throw error("\(path) takes \(known.joined(separator: ", ")), not \(word)\(hint)")
    }
    return word
  }
}
