public import Boxes
internal import JSONText
internal import SystemFiles

/// Detections in COCO's results format: `[{"image_id", "category_id", "bbox", "score"}, …]`.
public enum COCOResults {
  /// A detection of the file.
  public struct Entry: Sendable {
    /// The id of the image.
    public var imageID: ObjectID
    /// The id of the class.
    public var categoryID: ObjectID
    /// The box of the object.
    public var box: PixelBox
    /// The confidence of the detector; never NaN.
    public var score: Double
    /// The offset in bytes, for messages.
    public var offset: Int
  }

  /// Reads a file, plain or gzipped, one detection at a time; memory does not grow with the file.
  ///
  /// - Parameter body: Receives each detection; an error that it throws ends the reading.
  /// - Throws: `DatasetError` with the byte, also for a missing member or a number that is not finite.
  /// - Complexity: O(bytes).
  public static func read(
    path: String, _ body: (Entry) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    do {
      var reader = try JSONStream(path: path)
      try reader.open("[", "an array of detections")
      var isFirst = true
      while try reader.hasElement(&isFirst) { try body(entry(&reader)) }
      try reader.finish()
    } catch let error as FileError {
      throw DatasetError(error)
    } catch let error as DatasetError {
      throw error
    } catch {
      throw DatasetError(path, "\(error)")
    }
  }

  private static func entry(_ reader: inout JSONStream) throws(FileError) -> Entry {
    var imageID: ObjectID?
    var categoryID: ObjectID?
    var box: PixelBox?
    var score: Double?
    _ = reader.peek
    let offset = reader.bytes.offset
    try reader.open("{", "a detection, {…}")
    var isFirst = true
    while try reader.hasMember(&isFirst) {
      if reader.isKey("image_id") {
        imageID = try reader.identifier("image_id")
      } else if reader.isKey("category_id") {
        categoryID = try reader.identifier("category_id")
      } else if reader.isKey("bbox") {
        box = try reader.box("bbox")
      } else if reader.isKey("score") {
        score = try reader.finiteNumber("score")
      } else {
        try reader.skipValue()
      }
    }
    guard let imageID, let categoryID, let box, let score else {
      let missing =
        imageID == nil
        ? "image_id" : categoryID == nil ? "category_id" : box == nil ? "bbox" : "score"
      throw reader.error("the detection has no \(missing)", at: offset)
    }
    return Entry(
      imageID: imageID, categoryID: categoryID, box: box, score: score, offset: offset)
  }
}
