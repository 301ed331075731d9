internal import Boxes
internal import JSONText
internal import SystemFiles

/// Reads a data set in COCO's instances format.
///
/// Annotations have `bbox`, `area` (default: that of the box), `iscrowd` and, which COCO does not have,
/// `difficult`. Masks are skipped.
public enum COCOFile {
  /// Reads a file, plain or gzipped.
  ///
  /// Images and classes are sorted by id. Annotations of an image or class that is not listed are left out,
  /// with a remark.
  ///
  /// - Throws: `DatasetError` with the byte.
  /// - Complexity: O(bytes + images · log).
  public static func read(path: String) throws(DatasetError) -> AnnotatedImages {
    try groundTruth(path).annotatedImages
  }

  /// Reads a file with all ids resolved, every name and box once.
  ///
  /// - Throws: `DatasetError` with the byte.
  static func groundTruth(_ path: String) throws(DatasetError) -> COCOGroundTruth {
    let contents: COCOContents
    do {
      contents = try self.contents(path: path)
    } catch {
      throw DatasetError(error)
    }
    return try contents.resolved(path)
  }

  private static func contents(path: String) throws(FileError) -> COCOContents {
    var reader = try JSONStream(path: path)
    var contents = COCOContents()
    try reader.open("{", "an object with images, annotations and categories")
    var isFirst = true
    while try reader.hasMember(&isFirst) {
      if reader.isKey("images") {
        contents.images = try images(&reader)
      } else if reader.isKey("annotations") {
        contents.annotations = try annotations(&reader)
      } else if reader.isKey("categories") {
        contents.categories = try categories(&reader)
      } else {
        try reader.skipValue()
      }
    }
    try reader.finish()
    return contents
  }

  private static func images(
    _ reader: inout JSONStream
  ) throws(FileError) -> COCOContents.Images {
    var images = COCOContents.Images()
    try array(&reader, "images") { (reader) throws(FileError) in
      let image = try image(&reader)
      images.ids.append(image.id)
      images.fileNames.append(image.fileName)
      images.sizes.append((image.width, image.height))
    }
    return images
  }

  private static func annotations(
    _ reader: inout JSONStream
  ) throws(FileError) -> COCOContents.Annotations {
    var annotations = COCOContents.Annotations()
    try array(&reader, "annotations") { (reader) throws(FileError) in
      annotations.append(try annotation(&reader))
    }
    return annotations
  }

  private static func categories(
    _ reader: inout JSONStream
  ) throws(FileError) -> [ObjectCategory] {
    var categories: [ObjectCategory] = []
    try array(&reader, "categories") { (reader) throws(FileError) in
      categories.append(try category(&reader))
    }
    return categories
  }

  /// Reads an array, each element by a function.
  private static func array(
    _ reader: inout JSONStream, _ name: String,
    _ element: (inout JSONStream) throws(FileError) -> Void
  ) throws(FileError) {
    try reader.open("[", "an array of \(name)")
    var isFirst = true
    while try reader.hasElement(&isFirst) { try element(&reader) }
  }

  private static func start(
    _ reader: inout JSONStream, _ expected: String
  ) throws(FileError) -> Int {
    _ = reader.peek
    let offset = reader.bytes.offset
    try reader.open("{", expected)
    return offset
  }

  private static func image(
    _ reader: inout JSONStream
  ) throws(FileError) -> AnnotatedImage {
    let offset = try start(&reader, "an image, {…}")
    var id: ObjectID?
    var image = AnnotatedImage(id: .number(0))
    var isFirst = true
    while try reader.hasMember(&isFirst) {
      if reader.isKey("id") {
        id = try reader.identifier("id")
      } else if reader.isKey("file_name") {
        image.fileName = try reader.optionalString("file_name") ?? ""
      } else if reader.isKey("width") {
        image.width = try reader.optionalNumber("width").flatMap { Int(exactly: $0) }
      } else if reader.isKey("height") {
        image.height = try reader.optionalNumber("height").flatMap { Int(exactly: $0) }
      } else {
        try reader.skipValue()
      }
    }
    guard let id else { throw reader.error("the image has no id", at: offset) }
    image.id = id
    return image
  }

  private static func category(
    _ reader: inout JSONStream
  ) throws(FileError) -> ObjectCategory {
    let offset = try start(&reader, "a category, {…}")
    var id: ObjectID?
    var name = ""
    var isFirst = true
    while try reader.hasMember(&isFirst) {
      if reader.isKey("id") {
        id = try reader.identifier("id")
      } else if reader.isKey("name") {
        name = try reader.optionalString("name") ?? ""
      } else {
        try reader.skipValue()
      }
    }
    guard let id else { throw reader.error("the category has no id", at: offset) }
    return ObjectCategory(id: id, name: name)
  }

  private static func annotation(
    _ reader: inout JSONStream
  ) throws(FileError) -> COCOContents.Annotation {
    let offset = try start(&reader, "an annotation, {…}")
    var (id, imageID, categoryID): (ObjectID?, ObjectID?, ObjectID?)
    var box: PixelBox?
    var area: Double?
    var (isCrowd, isDifficult) = (false, false)
    var isFirst = true
    while try reader.hasMember(&isFirst) {
      if reader.isKey("image_id") {
        imageID = try reader.identifier("image_id")
      } else if reader.isKey("category_id") {
        categoryID = try reader.identifier("category_id")
      } else if reader.isKey("bbox") {
        box = try reader.box("bbox")
      } else if reader.isKey("area") {
        area = try reader.finiteNumber("area")
      } else if reader.isKey("iscrowd") {
        isCrowd = try reader.flag("iscrowd")
      } else if reader.isKey("difficult") {
        isDifficult = try reader.flag("difficult")
      } else if reader.isKey("id") {
        id = try reader.identifier("id")
      } else {
        try reader.skipValue()
      }
    }
    guard let imageID, let categoryID, let box else {
      let missing = imageID == nil ? "image_id" : categoryID == nil ? "category_id" : "bbox"
      throw reader.error("the annotation has no \(missing)", at: offset)
    }
    return COCOContents.Annotation(
      id: id, imageID: imageID, categoryID: categoryID, box: box, area: area, isCrowd: isCrowd,
      isDifficult: isDifficult)
  }
}
