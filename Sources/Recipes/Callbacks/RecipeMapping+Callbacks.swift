internal import Callbacks

extension RecipeMapping {
  /// The largest count that is taken, as for changes while a run goes on.
  static let largestCount = 1_000_000_000

  func count(_ key: String, or other: Int) throws(RecipeError) -> Int {
    try integer(key, 0...Self.largestCount, or: other)
  }

  /// The name of a file or folder; nil when it is not given.
  func fileName(_ key: String) throws(RecipeError) -> String? {
    guard let node = self[key] else { return nil }
    let name = try node.string()
    if name.isEmpty { throw node.error("\(node.path) is empty; give it a name or leave it out") }
    return name
  }

  /// A whole number that Keras does not check; below 0 it means the same as 0.
  func unchecked(_ key: String, or other: Int) throws(RecipeError) -> Int {
    try integer(key, -Self.largestCount...Self.largestCount, or: other)
  }

  /// Which way is better.
  func mode(or other: MonitorMode = .auto) throws(RecipeError) -> MonitorMode {
    try choice("mode", or: other)
  }

  /// A number of at least 0.
  func magnitude(_ key: String, or other: Double) throws(RecipeError) -> Double {
    let value = try number(key, or: other)
    guard value >= 0, value.isFinite else {
      throw (self[key] ?? place).error("\(place.path).\(key) takes a number of at least 0")
    }
    return value
  }

  /// A number that is neither NaN nor infinite.
  func finite(_ key: String, or other: Double) throws(RecipeError) -> Double {
    try self[key]?.finite() ?? other
  }

  /// A number whose sign Keras drops.
  func delta(_ key: String, or other: Double) throws(RecipeError) -> Double {
    let value = try number(key, or: other)
    guard value.isFinite else {
      throw (self[key] ?? place).error("\(place.path).\(key) takes a number")
    }
    return abs(value)
  }

  /// A word that names a case.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, or other: Choice
  ) throws(RecipeError) -> Choice where Choice.RawValue == String {
    guard let node = self[key] else { return other }
    return Choice(rawValue: try node.word(Choice.allCases.map(\.rawValue))) ?? other
  }

  /// `epoch`, or a number of batches.
  func frequency(_ key: String) throws(RecipeError) -> SaveFrequency {
    guard let node = self[key] else { return .epoch }
    switch try node.string() {
    case "epoch": return .epoch
    case "batch": return .batches(1)
    case let text:
      guard let count = Int(text), (1...Self.largestCount).contains(count) else {
        throw node.error("\(node.path) takes epoch, or a number of batches such as 100")
      }
      return .batches(count)
    }
  }

  /// A number between 0 and 1, both excluded.
  func fraction(_ key: String, or other: Double) throws(RecipeError) -> Double {
    let value = try number(key, or: other)
    guard value > 0, value < 1 else {
      throw (self[key] ?? place).error("\(place.path).\(key) takes a number between 0 and 1")
    }
    return value
  }
}
