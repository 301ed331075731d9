internal import CYAML

extension YAMLNode {
  /// The value as a document.
  ///
  /// - Throws: `YAMLError` when it cannot be written.
  public func serialized() throws(YAMLError) -> String {
    let writer = YAMLWriter()
    return try writer.document(self)
  }
}

/// A writer of one document through libyaml's emitter.
private final class YAMLWriter {
  private final class Output { var bytes: [UInt8] = [] }

  private var emitter = yaml_emitter_t()
  private let output = Output()

  init() {
    yaml_emitter_initialize(&emitter)
    yaml_emitter_set_output(
      &emitter,
      { output, bytes, count in
        guard let output, let bytes else { return 0 }
        Unmanaged<Output>.fromOpaque(output).takeUnretainedValue()
          .bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        return 1
      }, Unmanaged.passUnretained(output).toOpaque())
    yaml_emitter_set_unicode(&emitter, 1)
  }

  deinit { yaml_emitter_delete(&emitter) }

  func document(_ node: YAMLNode) throws(YAMLError) -> String {
    try emit { yaml_stream_start_event_initialize(&$0, YAML_UTF8_ENCODING) }
    try emit { yaml_document_start_event_initialize(&$0, nil, nil, nil, 1) }
    try write(node)
    try emit { yaml_document_end_event_initialize(&$0, 1) }
    try emit { yaml_stream_end_event_initialize(&$0) }
    return String(decoding: output.bytes, as: UTF8.self)
  }

  private func write(_ node: YAMLNode) throws(YAMLError) {
    switch node {
    case .scalar(let scalar): try write(scalar)
    case .sequence(let list):
      let style = list.isFlow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE
      try emit { yaml_sequence_start_event_initialize(&$0, nil, nil, 1, style) }
      for element in list { try write(element) }
      try emit { yaml_sequence_end_event_initialize(&$0) }
    case .mapping(let pairs):
      let style = pairs.isFlow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE
      try emit { yaml_mapping_start_event_initialize(&$0, nil, nil, 1, style) }
      for (key, value) in pairs {
        try write(key)
        try write(value)
      }
      try emit { yaml_mapping_end_event_initialize(&$0) }
    }
  }

  private func write(_ scalar: YAMLScalar) throws(YAMLError) {
    var text = Array(scalar.string.utf8)
    var tag = scalar.tag.map { Array($0.utf8) + [0] }
    let isImplicit: Int32 = tag == nil ? 1 : 0
    try emit { event in
      text.withUnsafeMutableBufferPointer { text in
        func start(_ tag: UnsafeMutablePointer<UInt8>?) -> Int32 {
          var none: UInt8 = 0
          // An empty array has no address, but libyaml wants one.
          return withUnsafeMutablePointer(to: &none) { none in
            yaml_scalar_event_initialize(
              &event, nil, tag, text.baseAddress ?? none, Int32(text.count), isImplicit,
              isImplicit, scalar.style.value)
          }
        }
        guard tag != nil else { return start(nil) }
        return tag?.withUnsafeMutableBufferPointer { start($0.baseAddress) } ?? 0
      }
    }
  }

  private func emit(_ make: (inout yaml_event_t) -> Int32) throws(YAMLError) {
    var event = yaml_event_t()
    guard make(&event) == 1, yaml_emitter_emit(&emitter, &event) == 1 else {
      throw YAMLError(emitter.problem.map { String(cString: $0) } ?? "it cannot be written")
    }
  }
}

extension YAMLScalar.Style {
  fileprivate var value: yaml_scalar_style_t {
    switch self {
    case .plain: YAML_PLAIN_SCALAR_STYLE
    case .singleQuoted: YAML_SINGLE_QUOTED_SCALAR_STYLE
    case .doubleQuoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
    case .literal: YAML_LITERAL_SCALAR_STYLE
    case .folded: YAML_FOLDED_SCALAR_STYLE
    }
  }
}
