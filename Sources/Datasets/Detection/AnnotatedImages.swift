/// Images and the objects in them: the ground truth of object detection.
public struct AnnotatedImages: Sendable {
  /// The images, by id.
  public var images: [AnnotatedImage]
  /// The classes, by id.
  public var categories: [ObjectCategory]
  /// The objects, as they stand in the files.
  public var objects: [AnnotatedObject]
  /// What a reader left out or took otherwise than its user may think: a sentence each.
  public var remarks: [String]

  /// Makes it of its parts.
  public init(
    images: [AnnotatedImage], categories: [ObjectCategory], objects: [AnnotatedObject],
    remarks: [String] = []
  ) {
    self.images = images
    self.categories = categories
    self.objects = objects
    self.remarks = remarks
  }

  /// What detections may call the images.
  public var imageIndex: IDIndex {
    var index = IDIndex(images.map(\.id))
    for (place, image) in images.enumerated() {
      for alias in image.aliases { index.insert(alias, place) }
    }
    return index
  }

  /// What detections may call the classes.
  public var categoryIndex: IDIndex {
    var index = IDIndex(categories.map(\.id))
    for (place, category) in categories.enumerated() { index.insert(.text(category.name), place) }
    return index
  }
}
