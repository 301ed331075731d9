internal import CYAML

extension YAMLNode {
  /// Reads a document.
  ///
  /// - Returns: Its value; nil for an empty text.
  /// - Throws: `YAMLError` for text that is not YAML, has several documents, or names a key twice.
  public static func parse(_ yaml: String) throws(YAMLError) -> YAMLNode? {
    var bytes = Array(yaml.utf8)
    // libyaml reads from memory that must not move.
    let result: Result<YAMLNode?, YAMLError> = bytes.withUnsafeMutableBufferPointer { bytes in
      guard let reader = YAMLReader(UnsafeBufferPointer(bytes), of: yaml) else {
        return .failure(YAMLError("there is not enough memory"))
      }
      do throws(YAMLError) { return .success(try reader.document()) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// A reader of one document: libyaml's events made into nodes.
private final class YAMLReader {
  /// The deepest nesting that is read.
  private static let deepest = 256

  private let text: String
  private var parser = yaml_parser_t()
  private var anchors: [String: YAMLNode] = [:]
  private var depth = 0

  /// An event without the memory that it points to.
  private struct Event {
    enum Kind {
      case scalar(String, YAMLScalar.Style)
      case alias(String)
      case sequenceStart(isFlow: Bool)
      case mappingStart(isFlow: Bool)
      case end
      case documentStart
      case streamEnd
    }

    var kind: Kind
    var anchor: String?
    var tag: String?
    var line: Int
    var column: Int
  }

  init?(_ bytes: UnsafeBufferPointer<UInt8>, of text: String) {
    self.text = text
    guard yaml_parser_initialize(&parser) == 1 else { return nil }
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
  }

  deinit { yaml_parser_delete(&parser) }

  func document() throws(YAMLError) -> YAMLNode? {
    _ = try next()
    guard case .documentStart = try next().kind else { return nil }
    let root = try node(try next())
    _ = try next()
    let after = try next()
    guard case .streamEnd = after.kind else {
      throw YAMLError("a second document begins", line: after.line, column: after.column)
    }
    return root
  }

  private func node(_ event: Event) throws(YAMLError) -> YAMLNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      throw YAMLError("it is nested too deeply", line: event.line, column: event.column)
    }
    let node: YAMLNode
    switch event.kind {
    case .scalar(let text, let style):
      node = .scalar(YAMLScalar(text, style: style, tag: event.tag, line: event.line))
    case .alias(let name):
      guard let known = anchors[name] else {
        throw YAMLError(
          "there is no anchor \(name); \(YAMLFault.quotable("*"))", line: event.line,
          column: event.column)
      }
      return known
    case .sequenceStart(let isFlow):
      node = .sequence(YAMLSequence(try elements(), isFlow: isFlow, line: event.line))
    case .mappingStart(let isFlow):
      node = .mapping(YAMLMapping(try pairs(), isFlow: isFlow, line: event.line))
    case .end, .documentStart, .streamEnd:
      throw YAMLError("a value is missing", line: event.line, column: event.column)
    }
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private func elements() throws(YAMLError) -> [YAMLNode] {
    var nodes: [YAMLNode] = []
    while true {
      let event = try next()
      if case .end = event.kind { return nodes }
      nodes.append(try node(event))
    }
  }

  private func pairs() throws(YAMLError) -> [(YAMLNode, YAMLNode)] {
    var pairs: [(YAMLNode, YAMLNode)] = []
    var keys: Set<String> = []
    while true {
      let event = try next()
      if case .end = event.kind { return pairs }
      let key = try node(event)
      if let name = key.string, !keys.insert(name).inserted {
        throw YAMLError("the key \(name) is there twice", line: event.line, column: event.column)
      }
      pairs.append((key, try node(try next())))
    }
  }

  /// The next event.
  private func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else { throw failure }
    defer { yaml_event_delete(&event) }
    let (line, column) = (Int(event.start_mark.line) + 1, Int(event.start_mark.column) + 1)
    func result(
      _ kind: Event.Kind, _ anchor: UnsafeMutablePointer<UInt8>? = nil,
      _ tag: UnsafeMutablePointer<UInt8>? = nil
    ) -> Event {
      Event(
        kind: kind, anchor: anchor.map { String(cString: $0) },
        tag: tag.map { String(cString: $0) }, line: line, column: column)
    }
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return result(
        .scalar(String(decoding: bytes, as: UTF8.self), .init(scalar.style)), scalar.anchor,
        scalar.tag)
    case YAML_ALIAS_EVENT: return result(.alias(String(cString: event.data.alias.anchor)))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return result(
        .sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE), start.anchor, start.tag)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return result(
        .mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE), start.anchor, start.tag)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return result(.end)
    case YAML_DOCUMENT_START_EVENT: return result(.documentStart)
    default: return result(.streamEnd, nil, nil)
    }
  }

  /// The reason why the text cannot be parsed further.
  private var failure: YAMLError {
    // The reader of bytes knows an offset alone.
    if parser.error == YAML_READER_ERROR, let problem = parser.problem {
      return YAMLError(String(cString: problem))
    }
    return YAMLFault(parser, in: text)?.error ?? YAMLError("it cannot be read")
  }
}

extension YAMLScalar.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}
