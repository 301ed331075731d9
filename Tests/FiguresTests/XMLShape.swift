internal import CExpat

/// The elements of an XML document with their attributes, in document order.
struct XMLShape {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  private final class Collected {
    var elements: [Element] = []
  }

  /// The elements; nil when the document is not well-formed.
  let elements: [Element]?

  init(_ document: String) {
    let collected = Collected()
    let parser = XML_ParserCreate("UTF-8")
    defer { XML_ParserFree(parser) }
    XML_SetUserData(parser, Unmanaged.passUnretained(collected).toOpaque())
    XML_SetStartElementHandler(parser) { context, name, attributes in
      guard let context, let name, let attributes else { return }
      var found: [String: String] = [:]
      var index = 0
      while let key = attributes[index], let value = attributes[index + 1] {
        found[String(cString: key)] = String(cString: value)
        index += 2
      }
      Unmanaged<Collected>.fromOpaque(context).takeUnretainedValue().elements.append(
        Element(name: String(cString: name), attributes: found))
    }
    let bytes = document.utf8.map { CChar(bitPattern: $0) }
    let isWhole = XML_Parse(parser, bytes, Int32(bytes.count), 1) == XML_STATUS_OK
    elements = isWhole ? collected.elements : nil
  }

  /// The points of the polylines of a colour.
  func lines(_ color: String) -> [[String]] {
    (elements ?? []).filter { $0.name == "polyline" && $0.attributes["stroke"] == color }
      .map { ($0.attributes["points"] ?? "").split(separator: " ").map(String.init) }
  }
}
