internal import OrderedCollections

/// The `logs` of a callback hook: metric names and values in the order Keras gives them.
///
/// Keras makes one dictionary a hook, sorted by name, and hands the same object to every callback in
/// turn: what one adds comes after the sorted names and is seen by all later ones. Here the chain
/// passes one value `inout`, which means the same.
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

  /// Puts every pair of `other` in, as Python's `dict.update` does.
  ///
  /// - Complexity: O(`other.count`).
  public mutating func update(_ other: Logs) {
    for (name, value) in other.values { values[name] = value }
  }

  /// The names, in order.
  public var names: [String] { Array(values.keys) }

  /// The number of names.
  public var count: Int { values.count }

  /// Whether there is nothing in it.
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
