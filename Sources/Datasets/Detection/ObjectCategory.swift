/// A class of objects.
public struct ObjectCategory: Equatable, Sendable {
  /// The id in the data set; COCO's ids have gaps.
  public var id: ObjectID
  /// The name; empty if the data set has none.
  public var name: String

  /// Creates a class.
  public init(id: ObjectID, name: String) {
    self.id = id
    self.name = name
  }
}
