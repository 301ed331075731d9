package import JSONText
internal import OrderedCollections

/// The `logs` of a callback hook: metric names and values in the order Keras gives them.
///
/// Keras makes one dictionary per hook, sorted by name, and passes the same object to every
/// callback in turn: metrics that a callback adds come after the sorted names, and all later
/// callbacks see them. Here the chain passes one value `inout`, which has the same effect.
public struct Logs: Equatable, Sendable {
  private var values: OrderedDictionary<String, LogValue>

  /// Empty logs.
  public init() { values = [:] }

  /// Logs in the given order; a name given twice keeps its first place and its last value.
  public init(_ pairs: some Sequence<(String, LogValue)>) {
    values = [:]
    for (name, value) in pairs { values[name] = value }
  }

  /// Logs of plain numbers in the given order.
  public init(_ pairs: KeyValuePairs<String, Double>) {
    self.init(pairs.lazy.map { ($0.key, .number($0.value)) })
  }

  /// The number under a name; nil when absent or not a number.
  ///
  /// Setting nil removes the name.
  public subscript(name: String) -> Double? {
    get { values[name]?.double }
    set { values[name] = newValue.map(LogValue.number) }
  }

  /// The value under a name, of any kind; nil when absent.
  public subscript(value name: String) -> LogValue? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Adds or replaces every pair of `other`, as Python's `dict.update` does.
  ///
  /// - Complexity: O(`other.count`).
  public mutating func update(_ other: Logs) {
    for (name, value) in other.values { values[name] = value }
  }

  /// The names, in order.
  public var names: [String] { Array(values.keys) }

  /// The number of names.
  public var count: Int { values.count }

  /// True when there are no names.
  public var isEmpty: Bool { values.isEmpty }

  /// The same pairs sorted by name in code-point order, as Keras's `CallbackList` sorts them.
  ///
  /// - Complexity: O(n log n).
  public var sortedByName: Logs {
    Logs(
      values.map { ($0.key, $0.value) }
        .sorted { $0.0.unicodeScalars.lexicographicallyPrecedes($1.0.unicodeScalars) })
  }
}

extension Logs: Sequence {
  /// The pairs, in order.
  public func makeIterator() -> AnyIterator<(name: String, value: LogValue)> {
    var elements = values.elements.makeIterator()
    return AnyIterator { elements.next().map { (name: $0.key, value: $0.value) } }
  }
}

extension Logs: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral pairs: (String, LogValue)...) { self.init(pairs) }
}

extension Logs {
  /// The logs as an object.
  package var json: JSONValue { .object(map { .init($0.name, $0.value.json) }) }

  /// Reads the members of an object; nil for another value.
  package init?(json: JSONValue?) {
    guard case .object(let members)? = json else { return nil }
    self.init(members.lazy.map { ($0.name, LogValue(json: $0.value)) })
  }
}

extension JSONForm<Logs> {
  static var logs: Self {
    Self(write: { $0.json }, read: { (json) throws(SchemaError) in Logs(json: json) })
  }
}
