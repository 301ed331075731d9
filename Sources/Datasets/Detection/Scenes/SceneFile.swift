internal import Boxes

/// An image in a file with the objects its annotation names, as they stand there.
public struct SceneFile: Equatable, Sendable {
  /// What the numbers of boxes count.
  enum Unit: Sendable {
    /// Pixels of the image as it is stored.
    case pixels
    /// Shares of its width and height.
    case shares
  }

  /// An object.
  struct Object: Equatable, Sendable {
    var box: PixelBox
    var label: Int
    var isDifficult = false
    var isCrowd = false
  }

  /// The image's file.
  public let path: String
  let unit: Unit
  /// The objects whose boxes have an area.
  let objects: [Object]
  /// A sentence about each other.
  let problems: [String]

  /// Takes an image's objects; those whose boxes have no area are left out.
  init(path: String, unit: Unit, objects: [Object]) {
    self.path = path
    self.unit = unit
    var kept: [Object] = []
    var problems: [String] = []
    for object in objects {
      // Written so that numbers that are not finite are left out too.
      if object.box.right > object.box.left, object.box.bottom > object.box.top,
        object.box.isFinite
      {
        kept.append(object)
      } else {
        problems.append("\(path): the box \(object.box.words) has no area; left out")
      }
    }
    self.objects = kept
    self.problems = problems
  }

  /// The objects of an image of a size; what is outside of it is cut off or left out.
  ///
  /// - Returns: also a sentence about each that is left out.
  func placed(width: Int, height: Int) -> (objects: [SceneObject], problems: [String]) {
    let (width, height) = unit == .pixels ? (Double(width), Double(height)) : (1, 1)
    var placed: [SceneObject] = []
    var problems: [String] = []
    for object in objects {
      if let box = UnitBox(clipping: object.box, imageWidth: width, imageHeight: height) {
        placed.append(
          SceneObject(
            box: box, label: object.label, isDifficult: object.isDifficult,
            isCrowd: object.isCrowd))
      } else {
        problems.append("\(path): the box \(object.box.words) is outside of the image; left out")
      }
    }
    return (placed, problems)
  }
}

extension PixelBox {
  /// Its corners, for messages.
  var words: String {
    "\(PlainNumber(left)), \(PlainNumber(top)) – \(PlainNumber(right)), \(PlainNumber(bottom))"
  }
}

/// A number without ".0" at its end.
private struct PlainNumber: CustomStringConvertible {
  let value: Double

  init(_ value: Double) { self.value = value }

  var description: String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
