internal import Boxes

/// The contents of a COCO file before its ids are resolved; its members may come in any order.
struct COCOContents {
  /// The images, in the order of the file.
  struct Images {
    var ids = IDColumn()
    var fileNames = PackedTexts()
    /// The widths and heights in pixels; `nil` where the file does not state them.
    var sizes: [(width: Int?, height: Int?)] = []
  }

  /// An annotation that names its image and class.
  struct Annotation {
    var id: ObjectID?
    var imageID: ObjectID
    var categoryID: ObjectID
    var box: PixelBox
    var area: Double?
    var isCrowd: Bool
    var isDifficult: Bool
  }

  /// The annotations, in the order of the file.
  struct Annotations {
    private(set) var ids = IDColumn()
    private(set) var imageIDs = IDColumn()
    private(set) var categoryIDs = IDColumn()
    private(set) var objects: [Object] = []
    /// The area of each object: that of its mask if there is one.
    private(set) var areas: [Double] = []

    /// The object of an annotation.
    struct Object {
      var box: PixelBox
      var isCrowd: Bool
      var isDifficult: Bool
      /// `true` if the annotation has an id.
      var hasID: Bool
    }

    mutating func append(_ annotation: Annotation) {
      ids.append(annotation.id ?? .number(0))
      imageIDs.append(annotation.imageID)
      categoryIDs.append(annotation.categoryID)
      areas.append(annotation.area ?? annotation.box.area)
      objects.append(
        Object(
          box: annotation.box, isCrowd: annotation.isCrowd, isDifficult: annotation.isDifficult,
          hasID: annotation.id != nil))
    }
  }

  var images: Images?
  var categories: [ObjectCategory]?
  var annotations: Annotations?

  /// Sorts images and classes, and resolves those of the annotations.
  func resolved(_ path: String) throws(DatasetError) -> COCOGroundTruth {
    guard let images, let annotations, let categories else {
      let missing =
        images == nil ? "images" : annotations == nil ? "annotations" : "categories"
      throw DatasetError(path, "has no \(missing): COCO's ground truth is an object with them")
    }
    return COCOGroundTruth(images, categories, annotations)
  }
}
