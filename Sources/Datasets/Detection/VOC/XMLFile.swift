internal import CExpat

/// The elements of an XML file, as expat reads them.
///
/// Attributes are ignored, and no other file is ever opened. Entities that a document type defines are refused.
final class XMLFile {
  private let path: String
  private let parser: XML_Parser
  /// The elements that have started and not ended, outermost first.
  private var open: [XMLElement] = []
  private var root: XMLElement?
  /// The reason why reading stopped, if it is not one of expat's.
  private var refusal: String?

  /// Reads the outermost element of a file.
  ///
  /// - Throws: `DatasetError` with the line.
  /// - Complexity: O(bytes).
  static func read(path: String) throws(DatasetError) -> XMLElement {
    let bytes = try WholeFile.unpacked(path)
    guard let parser = XML_ParserCreate(nil) else {
      throw DatasetError(path, "cannot be read: out of memory")
    }
    return try XMLFile(path: path, parser: parser).element(of: bytes)
  }

  private init(path: String, parser: XML_Parser) {
    self.path = path
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { file, name, _ in XMLFile.at(file)?.start(name) },
      { file, _ in XMLFile.at(file)?.end() })
    XML_SetCharacterDataHandler(parser) { file, text, count in XMLFile.at(file)?.add(text, count) }
    XML_SetEntityDeclHandler(parser) { file, _, _, _, _, _, _, _, _ in
      XMLFile.at(file)?.refuse("a document type that declares entities is not supported")
    }
  }

  deinit { XML_ParserFree(parser) }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> XMLFile? {
    pointer.map { Unmanaged<XMLFile>.fromOpaque($0).takeUnretainedValue() }
  }

  private func element(of bytes: [UInt8]) throws(DatasetError) -> XMLElement {
    let isSound = bytes.withUnsafeBytes {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) == XML_STATUS_OK
    }
    guard isSound, let root else { throw failure() }
    return root
  }

  private var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  private func start(_ name: UnsafePointer<XML_Char>?) {
    guard open.count < 64 else { return refuse("more than 64 levels") }
    open.append(XMLElement(name: name.map { String(cString: $0) } ?? "", line: line))
  }

  private func end() {
    guard var element = open.popLast() else { return }
    var text = element.text.utf8.drop { $0 <= 0x20 }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    if text.count < element.text.utf8.count { element.text = String(Substring(text)) }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  private func add(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
    guard let text, !open.isEmpty else { return }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
    open[open.count - 1].text += String(decoding: bytes, as: UTF8.self)
  }

  private func refuse(_ reason: String) {
    refusal = refusal ?? reason
    XML_StopParser(parser, XML_Bool(0))
  }

  private func failure() -> DatasetError {
    let code = XML_GetErrorCode(parser)
    let reason: String
    if let refusal {
      reason = refusal
    } else if let last = open.last {
      reason = Self.reason(code, within: last)
    } else if code == XML_ERROR_UNCLOSED_TOKEN {
      reason = "the file ends within a tag: is it cut off?"
    } else {
      reason = "this is not XML: \(Self.words(code))"
    }
    return DatasetError(path, "line \(line): \(reason)")
  }

  private static func reason(_ code: XML_Error, within element: XMLElement) -> String {
    let start = "<\(element.name)> of line \(element.line)"
    return switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION:
      "the file ends within \(start): is it cut off?"
    case XML_ERROR_TAG_MISMATCH: "the closing tag does not match \(start)"
    case XML_ERROR_UNDEFINED_ENTITY: "unknown entity; write a lone & as &amp;"
    default: "\(words(code)) in \(start)"
    }
  }

  private static func words(_ code: XML_Error) -> String {
    XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
  }
}
