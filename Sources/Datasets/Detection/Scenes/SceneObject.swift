public import Boxes

/// An object in a scene.
public struct SceneObject: Equatable, Sendable {
  /// The box of the object.
  public var box: UnitBox<Float>
  /// The class: an index into the class names of the source.
  public var label: Int
  /// `true` if it is hard to recognise (VOC's `difficult`); the evaluation of VOC ignores it.
  public var isDifficult: Bool
  /// `true` if it stands for many objects (COCO's `iscrowd`).
  ///
  /// It is not learnt, and the evaluation of COCO forgives detections in it.
  public var isCrowd: Bool

  /// Creates an object.
  public init(box: UnitBox<Float>, label: Int, isDifficult: Bool = false, isCrowd: Bool = false) {
    self.box = box
    self.label = label
    self.isDifficult = isDifficult
    self.isCrowd = isCrowd
  }

  /// The same object with its box in fractions of a part of the image.
  func relative(to part: UnitBox<Float>) -> SceneObject {
    moved(to: box.relative(to: part))
  }

  /// The same object with another box.
  func moved(to box: UnitBox<Float>) -> SceneObject {
    var moved = self
    moved.box = box
    return moved
  }
}
