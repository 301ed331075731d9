/// Images and the objects in them: the ground truth of object detection.
public struct AnnotatedImages: Sendable {
  /// The images, by id.
  public var images: [AnnotatedImage]
  /// The classes, by id.
  public var categories: [ObjectCategory]
  /// The objects, in the order of the files.
  public var objects: [AnnotatedObject]
  /// Remarks about everything that the reader left out or interpreted, one sentence each.
  public var remarks: [String]

  /// Creates a set from its parts.
  public init(
    images: [AnnotatedImage], categories: [ObjectCategory], objects: [AnnotatedObject],
    remarks: [String] = []
  ) {
    self.images = images
    self.categories = categories
    self.objects = objects
    self.remarks = remarks
  }

  /// The indices of the images by all ids that detections may use.
  public var imageIndex: IDIndex {
    var index = IDIndex(images.map(\.id))
    for (position, image) in images.enumerated() {
      for alias in image.aliases { index.insert(alias, position) }
    }
    return index
  }

  /// The indices of the classes by all ids that detections may use.
  public var categoryIndex: IDIndex {
    var index = IDIndex(categories.map(\.id))
    for (position, category) in categories.enumerated() {
      index.insert(.text(category.name), position)
    }
    return index
  }
}
