/// A mapping of a recipe with checked keys.
struct RecipeMapping {
  let node: RecipeNode
  let members: [String: RecipeNode]

  subscript(key: String) -> RecipeNode? {
    members[key].flatMap { $0.isNull ? nil : $0 }
  }

  func required(_ key: String, _ example: String) throws(RecipeError) -> RecipeNode {
    guard let member = self[key] else {
      let path = node.path.isEmpty ? key : "\(node.path).\(key)"
      throw node.error("\(path) is missing, for example \(example)")
    }
    return member
  }

  func integer(_ key: String, _ range: ClosedRange<Int>, or other: Int) throws(RecipeError) -> Int {
    try self[key]?.integer(range) ?? other
  }

  func number(_ key: String, or other: Double) throws(RecipeError) -> Double {
    try self[key]?.number() ?? other
  }

  func boolean(_ key: String, or other: Bool) throws(RecipeError) -> Bool {
    try self[key]?.boolean() ?? other
  }

  /// A number between 0 and 1, both excluded.
  func fraction(_ key: String, or other: Double) throws(RecipeError) -> Double {
    let value = try number(key, or: other)
    guard value > 0, value < 1 else {
      throw (self[key] ?? node).error("\(node.path).\(key) takes a number between 0 and 1")
    }
    return value
  }

  /// A word that is the raw value of one of some cases.
  func choice<Choice: RawRepresentable<String>>(
    _ key: String, _ choices: [Choice], or other: Choice
  ) throws(RecipeError) -> Choice {
    guard let word = try self[key]?.word(choices.map(\.rawValue)) else { return other }
    return Choice(rawValue: word) ?? other
  }

  func string(_ key: String, or other: String) throws(RecipeError) -> String {
    try self[key]?.string() ?? other
  }
}
