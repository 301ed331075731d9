public import Boxes

/// An object in a scene.
public struct SceneObject: Equatable, Sendable {
  /// Where it is.
  public var box: UnitBox<Float>
  /// Its class: an index into the source's class names, from 0.
  public var label: Int
  /// Whether it is hard to recognise (VOC's `difficult`): VOC's evaluation leaves it out.
  public var isDifficult: Bool
  /// Whether it stands for many (COCO's `iscrowd`): it is not learnt, and COCO's evaluation forgives what is
  /// found in it.
  public var isCrowd: Bool

  /// Makes an object.
  public init(box: UnitBox<Float>, label: Int, isDifficult: Bool = false, isCrowd: Bool = false) {
    self.box = box
    self.label = label
    self.isDifficult = isDifficult
    self.isCrowd = isCrowd
  }

  /// The same object with its box in shares of a part of the image.
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
