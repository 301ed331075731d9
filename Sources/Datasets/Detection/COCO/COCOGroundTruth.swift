internal import Boxes

/// The contents of a COCO file with all ids resolved.
struct COCOGroundTruth {
  private let images: COCOContents.Images
  private let annotations: COCOContents.Annotations
  /// The images, sorted by id; each is an index into those of the file.
  private let order: [Int32]
  /// The classes, sorted by id.
  let categories: [ObjectCategory]
  /// The image of each annotation, as an index into `order`; -1 for one that is left out.
  private var imageOf: [Int32] = []
  /// The class of each annotation.
  private var categoryOf: [Int32] = []
  /// Remarks about what is left out or interpreted, one sentence each.
  private(set) var remarks: [String] = []

  init(
    _ images: COCOContents.Images, _ categories: [ObjectCategory],
    _ annotations: COCOContents.Annotations
  ) {
    self.images = images
    self.annotations = annotations
    let ids = images.ids
    let sorted = (0..<Int32(ids.count)).sorted { ids[Int($0)] < ids[Int($1)] }
    order = sorted.indices
      .filter { $0 == 0 || ids[Int(sorted[$0 - 1])] != ids[Int(sorted[$0])] }.map { sorted[$0] }
    let classes = categories.sorted { $0.id < $1.id }
    self.categories = classes.indices
      .filter { $0 == 0 || classes[$0 - 1].id != classes[$0].id }.map { classes[$0] }
    let (lostImages, lostClasses) = (ids.count - order.count, classes.count - self.categories.count)
    if lostImages > 0 {
      remarks.append("image ids occur more than once (\(lostImages)); each is one image")
    }
    if lostClasses > 0 {
      remarks.append("category ids occur more than once (\(lostClasses)); each is one class")
    }
    resolve()
  }

  /// Finds the image and the class of each annotation.
  private mutating func resolve() {
    let imageIndex = IDIndex(order.lazy.map { [images] in images.ids[Int($0)] })
    let categoryIndex = IDIndex(categories.map(\.id))
    let count = annotations.objects.count
    imageOf.reserveCapacity(count)
    categoryOf.reserveCapacity(count)
    var (unknownImages, unknownCategories) = (0, 0)
    var seen = SeenIDs(expecting: count)
    var repeated: (first: ObjectID, count: Int)?
    var hasZero = false
    for index in 0..<count {
      let image = imageIndex[annotations.imageIDs[index]]
      let category = image.flatMap { _ in categoryIndex[annotations.categoryIDs[index]] }
      if image == nil { unknownImages += 1 } else if category == nil { unknownCategories += 1 }
      imageOf.append(category == nil ? -1 : Int32(truncatingIfNeeded: image ?? -1))
      categoryOf.append(Int32(truncatingIfNeeded: category ?? 0))
      guard category != nil, annotations.objects[index].hasID else { continue }
      let id = annotations.ids[index]
      if id == .number(0) { hasZero = true }
      if !seen.insert(id) { repeated = (repeated?.first ?? id, (repeated?.count ?? 0) + 1) }
    }
    if unknownImages > 0 {
      remarks.append(
        "annotations of images that are not listed are left out (\(unknownImages))")
    }
    if unknownCategories > 0 {
      remarks.append(
        "annotations of categories that are not listed are left out "
          + "(\(unknownCategories))")
    }
    if let repeated {
      remarks.append(
        "annotation ids occur more than once (\(repeated.count), the first is \(repeated.first)); "
          + "each annotation is counted, whereas pycocotools counts one of them twice")
    }
    if hasZero {
      remarks.append(
        "an annotation has id 0; it is counted, although pycocotools treats a match with it as no match"
      )
    }
  }

  /// The classes that have objects.
  var usedCategories: Set<Int> {
    var isUsed = [Bool](repeating: false, count: categories.count)
    for (image, category) in zip(imageOf, categoryOf) where image >= 0 {
      isUsed[Int(category)] = true
    }
    return Set(isUsed.indices.filter { isUsed[$0] })
  }

  /// The names of the first image files.
  func firstFileNames(_ count: Int) -> [String] {
    order.prefix(count).map { images.fileNames[Int($0)] }.filter { !$0.isEmpty }
  }

  /// The images as values, each with what the file says of it.
  var annotatedImages: AnnotatedImages {
    AnnotatedImages(
      images: order.map { position in
        let index = Int(position)
        return AnnotatedImage(
          id: images.ids[index], fileName: images.fileNames[index],
          width: images.sizes[index].width, height: images.sizes[index].height)
      }, categories: categories,
      objects: imageOf.indices.filter { imageOf[$0] >= 0 }.map { index in
        let object = annotations.objects[index]
        return AnnotatedObject(
          image: Int(imageOf[index]), category: Int(categoryOf[index]), box: object.box,
          area: annotations.areas[index], isCrowd: object.isCrowd,
          isDifficult: object.isDifficult)
      }, remarks: remarks)
  }

  /// The images that have a file, with their objects; labels are indices into `categories`.
  ///
  /// - Parameter folder: The folder with the images.
  func table(folder: String) -> SceneTable {
    var names = PackedTexts()
    var counts: [Int] = []
    // The index of each image among those with a file.
    var places = [Int32](repeating: -1, count: order.count)
    for (index, position) in order.enumerated() {
      let name = images.fileNames.range(Int(position))
      if name.isEmpty { continue }
      places[index] = Int32(truncatingIfNeeded: counts.count)
      names.append(images.fileNames.bytes[name])
      counts.append(0)
    }
    let imageOf = imageOf.map { $0 < 0 ? -1 : places[Int($0)] }
    for image in imageOf where image >= 0 { counts[Int(image)] += 1 }
    return SceneTable(
      .pixels, folder: folder, names: names, counts: counts, imageOf: imageOf
    ) { index in
      let object = annotations.objects[index]
      return SceneFile.Object(
        box: object.box, label: Int(categoryOf[index]), isDifficult: object.isDifficult,
        isCrowd: object.isCrowd)
    }
  }
}
