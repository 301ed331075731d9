/// An image of a data set.
public struct AnnotatedImage: Equatable, Sendable {
  /// The id in the data set.
  public var id: ObjectID
  /// The file, relative to the folder of images; empty if the data set does not name it.
  public var fileName: String
  /// The width in pixels; `nil` if the data set does not state it.
  public var width: Int?
  /// The height in pixels; `nil` if the data set does not state it.
  public var height: Int?
  /// Further ids that detections may use.
  public var aliases: [ObjectID]

  /// Creates an image.
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
