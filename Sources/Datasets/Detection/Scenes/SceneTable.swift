internal import Boxes

/// The images of a data set with their objects as the annotations state them, in a few runs of memory.
///
/// Every name and every box is held once: a million images with three million boxes take some 160 MB.
struct SceneTable: Sendable {
  /// The unit of the numbers of all boxes.
  let unit: SceneFile.Unit
  /// The folders of the images, each with the index of its first image.
  private var folders: [(path: String, first: Int)] = []
  /// The paths of the images, relative to their folders.
  private(set) var names = PackedTexts()
  /// The end of the objects of each image.
  private var ends: [Int] = []
  private var objects: [StoredObject] = []

  /// Creates an empty table.
  init(_ unit: SceneFile.Unit) { self.unit = unit }

  /// Creates a table of images in one folder.
  ///
  /// - Parameters:
  ///   - counts: The number of objects of each image.
  ///   - imageOf: The image of each object.
  ///   - object: The object with an index.
  init(
    _ unit: SceneFile.Unit, folder: String, names: PackedTexts, counts: [Int],
    imageOf: [Int32], object: (Int) -> SceneFile.Object
  ) {
    self.unit = unit
    folders = [(folder, 0)]
    self.names = names
    var next = 0
    var places: [Int] = []
    places.reserveCapacity(counts.count)
    ends.reserveCapacity(counts.count)
    for count in counts {
      places.append(next)
      next += count
      ends.append(next)
    }
    objects = Array(repeating: StoredObject(), count: next)
    for (index, image) in imageOf.enumerated() where image >= 0 {
      objects[places[Int(image)]] = StoredObject(object(index))
      places[Int(image)] += 1
    }
  }

  /// The number of images.
  var count: Int { ends.count }

  /// Starts a folder; the images that are added from now on are in it.
  ///
  /// - Parameter path: The folder; empty if the names are whole paths.
  mutating func begin(folder path: String) { folders.append((path, count)) }

  /// Adds an image of the last folder.
  mutating func append(_ name: some Sequence<UInt8>, _ added: [SceneFile.Object]) {
    names.append(name)
    for object in added { objects.append(StoredObject(object)) }
    ends.append(objects.count)
  }

  /// The path of an image.
  func path(_ index: Int) -> String {
    let folder = folders.last { $0.first <= index }?.path ?? ""
    return folder.isEmpty ? names[index] : "\(folder)/\(names[index])"
  }

  /// An image with its objects.
  func file(_ index: Int) -> SceneFile {
    SceneFile(path: path(index), unit: unit, objects: objects[range(index)].map(\.object))
  }

  /// `true` if an image has a box without an area.
  func hasFlatBox(_ index: Int) -> Bool {
    objects[range(index)].contains { !$0.object.hasArea }
  }

  /// Gives the objects other labels: those at the places of their present ones.
  mutating func relabel(_ labels: [Int]) {
    for index in objects.indices {
      objects[index].label = Int32(truncatingIfNeeded: labels[Int(objects[index].label)])
    }
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }
}

/// An object in forty bytes; the area of its box is that of its corners.
private struct StoredObject: Sendable {
  var (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0)
  var label: Int32 = 0
  var isDifficult = false
  var isCrowd = false

  init() {}

  init(_ object: SceneFile.Object) {
    (left, top) = (object.box.left, object.box.top)
    (right, bottom) = (object.box.right, object.box.bottom)
    label = Int32(truncatingIfNeeded: object.label)
    (isDifficult, isCrowd) = (object.isDifficult, object.isCrowd)
  }

  var object: SceneFile.Object {
    SceneFile.Object(
      box: PixelBox(left: left, top: top, right: right, bottom: bottom), label: Int(label),
      isDifficult: isDifficult, isCrowd: isCrowd)
  }
}
