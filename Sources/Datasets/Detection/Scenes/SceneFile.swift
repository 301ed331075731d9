internal import Boxes

/// An image file with the objects of its annotation, as stated there.
public struct SceneFile: Equatable, Sendable {
  /// The unit of the numbers of boxes.
  enum Unit: Sendable {
    /// Pixels of the image as it is stored.
    case pixels
    /// Fractions of the width and height, that is pixels of a 1 × 1 image.
    case shares
  }

  /// An object.
  struct Object: Equatable, Sendable {
    var box: PixelBox
    var label: Int
    var isDifficult = false
    var isCrowd = false

    /// `true` if the box has an area; written so that numbers that are not finite have none, either.
    var hasArea: Bool { box.right > box.left && box.bottom > box.top && box.isFinite }
  }

  /// The path of the image.
  public let path: String
  let unit: Unit
  /// The objects whose boxes have an area.
  let objects: [Object]
  /// One sentence about each other object.
  let problems: [String]

  /// Creates an image file with objects; those without an area are left out.
  init(path: String, unit: Unit, objects: [Object]) {
    self.path = path
    self.unit = unit
    var kept: [Object] = []
    var problems: [String] = []
    for object in objects {
      if object.hasArea {
        kept.append(object)
      } else {
        problems.append("\(path): the box \(object.box.cornersText) has no area; left out")
      }
    }
    self.objects = kept
    self.problems = problems
  }

  /// The objects for an image of a size; parts outside of the image are clipped or left out.
  ///
  /// - Returns: Also one sentence about each object that is left out.
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
        problems.append(
          "\(path): the box \(object.box.cornersText) is outside of the image; left out")
      }
    }
    return (placed, problems)
  }
}

extension PixelBox {
  /// The corners, for messages.
  var cornersText: String {
    "\(PlainNumber(left)), \(PlainNumber(top)) – \(PlainNumber(right)), \(PlainNumber(bottom))"
  }
}

/// A number without a trailing ".0".
private struct PlainNumber: CustomStringConvertible {
  let value: Double

  init(_ value: Double) { self.value = value }

  var description: String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
