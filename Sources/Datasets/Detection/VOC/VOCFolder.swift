internal import BareFoundation
internal import Boxes
internal import SystemFiles

/// Reads a data set in PASCAL VOC's layout: `Annotations/*.xml`, and splits in `ImageSets/Main/*.txt`.
///
/// Corners are taken as stated: the first pixel is 1 in the official sets and 0 in those of many tools.
public enum VOCFolder {
  /// The classes of the official sets; the `category_id` of detections may be their position in this list,
  /// from 1.
  public static let officialClasses = [
    "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
    "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train",
    "tvmonitor",
  ]

  /// Reads a folder.
  ///
  /// The id of an image is the name of its XML file without `.xml`. Detections may also use the file name in
  /// the annotation or, if the id is a number, that number. Classes are numbered from 1: as in the official
  /// list if it has all of them, else by name.
  ///
  /// - Parameters:
  ///   - path: A folder with `Annotations`, or one with the XML files.
  ///   - split: The name of a file in `ImageSets/Main`, without `.txt`; only its images are read. `nil` for
  ///     all.
  /// - Throws: `DatasetError` with the file and the line.
  /// - Complexity: O(bytes).
  public static func read(path: String, split: String? = nil) throws(DatasetError)
    -> AnnotatedImages
  {
    let inner = path + "/Annotations"
    let folder = FileKind(of: inner) == .folder ? inner : path
    let stems: [String]
    if let split { stems = try read(split: split, in: path) } else { stems = try list(folder) }
    var images: [AnnotatedImage] = []
    var found: [(image: Int, object: VOCAnnotation.Object)] = []
    for stem in stems {
      let annotation = try VOCAnnotation(path: "\(folder)/\(stem).xml")
      let fileName = annotation.fileName ?? stem + ".jpg"
      found += annotation.objects.map { (images.count, $0) }
      images.append(
        AnnotatedImage(
          id: .text(stem), fileName: fileName, width: annotation.width, height: annotation.height,
          aliases: [.text(fileName)] + (Int(stem).map { [.number($0)] } ?? [])))
    }
    let names = classes(Set(found.map(\.object.name)))
    let indices = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    return AnnotatedImages(
      images: images,
      categories: names.enumerated().map { ObjectCategory(id: .number($0 + 1), name: $1) },
      objects: found.compactMap { image, object in
        indices[object.name].map {
          AnnotatedObject(
            image: image, category: $0, box: object.box, area: object.box.area,
            isDifficult: object.isDifficult)
        }
      })
  }

  /// The classes in their order: the official ones if there are no others, else those there are by name.
  static func classes(_ names: Set<String>) -> [String] {
    names.isSubset(of: officialClasses) ? officialClasses : names.sorted()
  }

  private static func list(_ folder: String) throws(DatasetError) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw DatasetError(folder, "cannot be listed; is it a folder, and is it readable?")
    }
    let stems = names.filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }.sorted()
    guard !stems.isEmpty else {
      throw DatasetError(folder, "holds no XML files; give a folder in VOC's layout")
    }
    return stems
  }

  private static func read(split: String, in folder: String) throws(DatasetError) -> [String] {
    let path = "\(folder)/ImageSets/Main/\(split).txt"
    let lines = try WholeFile.unpacked(path).split { $0 == 0x0A || $0 == 0x0D }
    // The files of single classes have −1, 0 or 1 after the id.
    return lines.compactMap { line in
      line.split { $0 == 0x20 || $0 == 0x09 }.first.map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
