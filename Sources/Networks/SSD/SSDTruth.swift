public import Boxes

/// An object in an image: its box and its class.
public struct SSDTruth: Equatable, Sendable {
  /// The box of the object; one without width or height is not learnt from.
  public var box: UnitBox<Double>
  /// The class, from 0; the background is not a class.
  public var label: Int

  /// Creates an object.
  public init(box: UnitBox<Double>, label: Int) {
    self.box = box
    self.label = label
  }

  /// `true` if the object can be learnt from: offsets to a box without extent are infinite.
  var isUsable: Bool { box.width > 0 && box.height > 0 && box.isFinite }
}
