/// The contents of a COCO file before its ids are resolved; its members may come in any order.
struct COCOContents {
  /// An annotation that names its image and class.
  struct Annotation {
    var id: ObjectID?
    var imageID: ObjectID
    var categoryID: ObjectID
    var object: AnnotatedObject
  }

  var images: [AnnotatedImage]?
  var categories: [ObjectCategory]?
  var annotations: [Annotation]?

  /// Sorts images and classes, and resolves those of the annotations.
  func resolved(_ path: String) throws(DatasetError) -> AnnotatedImages {
    guard let images, let annotations, let categories else {
      let missing =
        images == nil ? "images" : annotations == nil ? "annotations" : "categories"
      throw DatasetError(path, "has no \(missing): COCO's ground truth is an object with them")
    }
    var data = AnnotatedImages(
      images: images.sorted { $0.id < $1.id }, categories: categories.sorted { $0.id < $1.id },
      objects: [])
    data.dropRepeated()
    let imageIndex = IDIndex(data.images.map(\.id))
    let categoryIndex = IDIndex(data.categories.map(\.id))
    var (unknownImages, unknownCategories) = (0, 0)
    var ids = Set<ObjectID>()
    var repeated: [ObjectID] = []
    var hasZero = false
    for annotation in annotations {
      guard let image = imageIndex[annotation.imageID] else {
        unknownImages += 1
        continue
      }
      guard let category = categoryIndex[annotation.categoryID] else {
        unknownCategories += 1
        continue
      }
      if let id = annotation.id {
        if id == .number(0) { hasZero = true }
        if !ids.insert(id).inserted { repeated.append(id) }
      }
      var object = annotation.object
      (object.image, object.category) = (image, category)
      data.objects.append(object)
    }
    if unknownImages > 0 {
      data.remarks.append(
        "annotations of images that are not listed are left out (\(unknownImages))")
    }
    if unknownCategories > 0 {
      data.remarks.append(
        "annotations of categories that are not listed are left out "
          + "(\(unknownCategories))")
    }
    if let id = repeated.first {
      data.remarks.append(
        "annotation ids occur more than once (\(repeated.count), the first is \(id)); each "
          + "annotation is counted, whereas pycocotools counts one of them twice")
    }
    if hasZero {
      data.remarks.append(
        "an annotation has id 0; it is counted, although pycocotools treats a match with it as no match"
      )
    }
    return data
  }
}

extension AnnotatedImages {
  /// Removes images or classes that repeat an id; the input is sorted by id.
  fileprivate mutating func dropRepeated() {
    let all = (images.count, categories.count)
    images = images.enumerated().filter { $0 == 0 || images[$0 - 1].id != $1.id }.map(\.element)
    categories = categories.enumerated()
      .filter { $0 == 0 || categories[$0 - 1].id != $1.id }.map(\.element)
    if images.count < all.0 {
      remarks.append("image ids occur more than once (\(all.0 - images.count)); each is one image")
    }
    if categories.count < all.1 {
      remarks.append(
        "category ids occur more than once (\(all.1 - categories.count)); each is one class")
    }
  }
}
