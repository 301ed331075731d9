/// What a COCO file holds, before its ids are resolved: the members stand in any order.
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

  /// Puts images and classes in order and finds those of the annotations.
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
        if !ids.insert(id).inserted {
          data.remarks.append(
            "annotation id \(id) occurs again; each is counted, where pycocotools takes one twice")
        }
      }
      var object = annotation.object
      (object.image, object.category) = (image, category)
      data.objects.append(object)
    }
    if unknownImages > 0 {
      data.remarks.append("\(unknownImages) annotations of images that are not listed are left out")
    }
    if unknownCategories > 0 {
      data.remarks.append(
        "\(unknownCategories) annotations of categories that are not listed are left out")
    }
    if hasZero {
      data.remarks.append(
        "an annotation has id 0; it is counted, where pycocotools takes its match for none")
    }
    return data
  }
}

extension AnnotatedImages {
  /// Keeps one of the images or classes that share an id.
  fileprivate mutating func dropRepeated() {
    for index in images.indices.dropFirst().reversed()
    where images[index - 1].id == images[index].id {
      remarks.append("image id \(images[index].id) occurs more than once; it is one image")
      images.remove(at: index)
    }
    for index in categories.indices.dropFirst().reversed()
    where categories[index - 1].id == categories[index].id {
      remarks.append("category id \(categories[index].id) occurs more than once; it is one class")
      categories.remove(at: index)
    }
  }
}
