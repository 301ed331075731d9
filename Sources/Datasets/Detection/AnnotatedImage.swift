/// An image of a data set.
public struct AnnotatedImage: Equatable, Sendable {
  /// What the data set calls it.
  public var id: ObjectID
  /// The file, within the folder of images; empty when the data set does not say.
  public var fileName: String
  /// Pixels in a row; nil when the data set does not say.
  public var width: Int?
  /// Rows of pixels.
  public var height: Int?
  /// Other names that detections may use.
  public var aliases: [ObjectID]

  /// Makes an image.
  public init(
    id: ObjectID, fileName: String = "", width: Int? = nil, height: Int? = nil,
    aliases: [ObjectID] = []
  ) {
    self.id = id
    self.fileName = fileName
    self.width = width
    self.height = height
    self.aliases = aliases
  }
}
