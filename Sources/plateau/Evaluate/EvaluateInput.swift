import BareFoundation
import Datasets
import Evaluation
import SystemFiles

/// Ground truth and detections, read from files.
struct EvaluateInput {
  let set: DetectionSet
  let categories: [ObjectCategory]
  /// Remarks about what was left out, a line each.
  private(set) var remarks: [String]

  /// Reads the files.
  ///
  /// - Throws: `DatasetError` with the file and the position in it.
  init(_ options: DetectionOptions) throws {
    let (path, results) = (options.groundTruth ?? "", options.detections ?? "")
    let split = options.split
    let truth = try Self.groundTruth(path, split)
    remarks = truth.remarks.map { "\(path): \($0)" }
    let images = truth.imageIndex
    let classes = truth.categoryIndex
    var detections: [Detection] = []
    var unknown: [ObjectID: Int] = [:]
    var outside = 0
    try COCOResults.read(path: results) { entry throws(DatasetError) in
      guard let image = images[entry.imageID] else {
        // Detections of a whole set are often evaluated on a part of it; without a split they belong to other images.
        if split != nil {
          outside += 1
          return
        }
        throw DatasetError(
          results,
          "byte \(entry.offset): the detection is for image \(entry.imageID), which \(path) does not have"
        )
      }
      guard let category = classes[entry.categoryID] else {
        unknown[entry.categoryID, default: 0] += 1
        return
      }
      detections.append(
        Detection(
          image: image, category: category, box: entry.box, score: entry.score))
    }
    if outside > 0 {
      remarks.append("\(results): detections of images outside the split are left out (\(outside))")
    }
    for (id, count) in unknown.sorted(by: { $0.key < $1.key }).prefix(5) {
      remarks.append(
        "\(results): detections of category \(id), which \(path) does not have, are left out "
          + "(\(count))")
    }
    if unknown.count > 5 {
      remarks.append("\(results): and those of \(unknown.count - 5) more categories")
    }
    if truth.objects.isEmpty { remarks.append("\(path): has no objects to find") }
    categories = truth.categories
    set = try DetectionSet(
      images: truth.images.count, categories: truth.categories.count,
      groundTruth: truth.objects.map {
        GroundTruthBox(
          image: $0.image, category: $0.category, box: $0.box, area: $0.area,
          isCrowd: $0.isCrowd, isDifficult: $0.isDifficult)
      },
      detections: detections)
  }

  private static func groundTruth(_ path: String, _ split: String?) throws -> AnnotatedImages {
    if FileKind(of: path) == .folder {
      return try VOCFolder.read(path: path, split: split)
    }
    if split != nil {
      throw DatasetError(path, "is not a folder in VOC's layout; --split needs one")
    }
    return try COCOFile.read(path: path)
  }
}
