/// An object in a scene.
public struct SceneObject: Equatable, Sendable {
  /// Where it is.
  public var box: SceneBox
  /// Its class: an index into the source's class names, from 0.
  public var label: Int
  /// Whether it is hard to recognise (VOC's `difficult`) or stands for many (COCO's `iscrowd`).
  ///
  /// Neither counts in an evaluation.
  public var isDifficult: Bool

  /// Makes an object.
  public init(box: SceneBox, label: Int, isDifficult: Bool = false) {
    self.box = box
    self.label = label
    self.isDifficult = isDifficult
  }

  /// The same object with its box in shares of a part of the picture.
  func seen(in part: SceneBox) -> SceneObject {
    SceneObject(box: box.seen(in: part), label: label, isDifficult: isDifficult)
  }
}
