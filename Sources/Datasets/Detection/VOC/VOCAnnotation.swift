internal import Boxes

/// The annotation of an image in the XML of PASCAL VOC.
struct VOCAnnotation {
  /// An object of the image.
  struct Object {
    var name: String
    var box: PixelBox
    var isDifficult: Bool
  }

  /// The file of the image; `nil` if it is not named.
  var fileName: String?
  var width: Int?
  var height: Int?
  var objects: [Object] = []

  /// Reads a file; `pose`, `truncated`, `occluded` and the parts of objects are skipped.
  ///
  /// - Throws: `DatasetError` with the line.
  init(path: String) throws(DatasetError) {
    let root = try XMLFile.read(path: path)
    guard root.name == "annotation" else {
      throw DatasetError(
        path, "line \(root.line): <\(root.name)> instead of <annotation>: is this VOC's format?")
    }
    fileName = root.first("filename").map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    width = root.first("size")?.first("width").flatMap { Int($0.text) }
    height = root.first("size")?.first("height").flatMap { Int($0.text) }
    for element in root.all("object") { objects.append(try Self.object(element, path)) }
  }

  private static func object(
    _ element: XMLElement, _ path: String
  ) throws(DatasetError) -> Object {
    guard let name = element.first("name")?.text, !name.isEmpty else {
      throw DatasetError(path, "line \(element.line): the object has no name")
    }
    guard let corners = element.first("bndbox") else {
      throw DatasetError(path, "line \(element.line): the object has no bndbox")
    }
    func corner(_ name: String) throws(DatasetError) -> Double {
      guard let value = corners.first(name) else {
        throw DatasetError(path, "line \(corners.line): the bndbox has no \(name)")
      }
      // Some tools write 12.5, where VOC has whole pixels.
      guard let number = Double(value.text), number.isFinite else {
        throw DatasetError(path, "line \(value.line): \(name) is \"\(value.text)\", not a number")
      }
      return number
    }
    let difficult = element.first("difficult")
    if let difficult, !["0", "1", ""].contains(difficult.text) {
      throw DatasetError(
        path, "line \(difficult.line): difficult is \"\(difficult.text)\", not 0 or 1")
    }
    let box = PixelBox(
      left: try corner("xmin"), top: try corner("ymin"), right: try corner("xmax"),
      bottom: try corner("ymax"))
    guard box.isFinite else {
      throw DatasetError(path, "line \(corners.line): the bndbox is too large to compute with")
    }
    return Object(name: name, box: box, isDifficult: difficult?.text == "1")
  }
}
