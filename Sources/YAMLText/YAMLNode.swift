/// A value of a YAML document, with the line where it begins.
public enum YAMLNode: Sendable {
  /// Text, which may stand for a number, a switch or null.
  case scalar(YAMLScalar)
  /// A list.
  case sequence(YAMLSequence)
  /// Keys with values.
  case mapping(YAMLMapping)

  /// Creates a plain scalar.
  public init(_ text: String) { self = .scalar(YAMLScalar(text)) }

  /// Creates a mapping.
  public init(_ pairs: [(YAMLNode, YAMLNode)]) { self = .mapping(YAMLMapping(pairs)) }

  /// The scalar; nil for a list or a mapping.
  public var scalar: YAMLScalar? { if case .scalar(let scalar) = self { scalar } else { nil } }

  /// The list; nil for other values.
  public var sequence: YAMLSequence? { if case .sequence(let list) = self { list } else { nil } }

  /// The mapping; nil for other values.
  public var mapping: YAMLMapping? { if case .mapping(let pairs) = self { pairs } else { nil } }

  /// The line where it begins, from 1; nil for a value that was not read.
  public var line: Int? {
    switch self {
    case .scalar(let scalar): scalar.line
    case .sequence(let list): list.line
    case .mapping(let pairs): pairs.line
    }
  }

  /// The text of a scalar of any style.
  public var string: String? { scalar?.string }

  /// The value of a key; nil for a value without that key.
  ///
  /// Setting a key of anything but a mapping has no effect.
  public subscript(key: String) -> YAMLNode? {
    get { mapping?[key] }
    set {
      guard case .mapping(var pairs) = self else { return }
      pairs[key] = newValue
      self = .mapping(pairs)
    }
  }
}

/// A list of a YAML document.
public struct YAMLSequence: Sendable, RandomAccessCollection, MutableCollection {
  private var nodes: [YAMLNode]
  /// True for `[a, b]`, false for lines that begin with a dash.
  public let isFlow: Bool
  /// The line where it begins, from 1; nil for a list that was not read.
  public let line: Int?

  /// Creates a list.
  public init(_ nodes: [YAMLNode], isFlow: Bool = false, line: Int? = nil) {
    self.nodes = nodes
    self.isFlow = isFlow
    self.line = line
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { nodes.count }

  public subscript(index: Int) -> YAMLNode {
    get { nodes[index] }
    set { nodes[index] = newValue }
  }
}

/// Keys with values of a YAML document, in their order.
public struct YAMLMapping: Sendable, RandomAccessCollection {
  private var pairs: [(key: YAMLNode, value: YAMLNode)]
  /// True for `{a: 1, b: 2}`, false for lines.
  public let isFlow: Bool
  /// The line where it begins, from 1; nil for a mapping that was not read.
  public let line: Int?

  /// Creates a mapping.
  public init(_ pairs: [(YAMLNode, YAMLNode)], isFlow: Bool = false, line: Int? = nil) {
    self.pairs = pairs.map { (key: $0.0, value: $0.1) }
    self.isFlow = isFlow
    self.line = line
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { pairs.count }
  public subscript(index: Int) -> (key: YAMLNode, value: YAMLNode) { pairs[index] }

  /// The value of a key; setting a new key appends it, and setting nil removes it.
  ///
  /// - Complexity: O(keys).
  public subscript(key: String) -> YAMLNode? {
    get { pairs.first { $0.key.string == key }?.value }
    set {
      let index = pairs.firstIndex { $0.key.string == key }
      switch (index, newValue) {
      case (let index?, let value?): pairs[index].value = value
      case (let index?, nil): pairs.remove(at: index)
      case (nil, let value?): pairs.append((key: YAMLNode(key), value: value))
      case (nil, nil): break
      }
    }
  }
}
