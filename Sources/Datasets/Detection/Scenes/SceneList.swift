/// The files of a part of a data set, before any image is opened.
struct SceneList: Sendable {
  var files: [SceneFile] = []
  /// Everything left out that belongs to no file, one sentence each.
  var problems: [String] = []

  /// Creates a list of images with boxes in pixels.
  ///
  /// - Parameters:
  ///   - labels: The label of each category; `nil` leaves its objects out.
  ///   - path: The path of an image; `nil` leaves it out.
  init(
    _ images: AnnotatedImages, labels: [Int?], path: (AnnotatedImage) -> String?
  ) {
    problems = images.remarks
    var objects = [[SceneFile.Object]](repeating: [], count: images.images.count)
    for object in images.objects {
      guard let label = labels[object.category] else { continue }
      objects[object.image].append(
        SceneFile.Object(
          box: object.box, label: label, isDifficult: object.isDifficult,
          isCrowd: object.isCrowd))
    }
    for (image, objects) in zip(images.images, objects) {
      if let path = path(image) {
        files.append(SceneFile(path: path, unit: .pixels, objects: objects))
      }
    }
  }

  /// Creates an empty list.
  init() {}
}
