/// A class of objects.
public struct ObjectCategory: Equatable, Sendable {
  /// What the data set calls it; COCO's ids have gaps.
  public var id: ObjectID
  /// Its name in words; empty when the data set does not say.
  public var name: String

  /// Makes a class.
  public init(id: ObjectID, name: String) {
    self.id = id
    self.name = name
  }
}
