/// An object in a picture: its box and its class.
public struct SSDTruth: Equatable, Sendable {
  /// The left edge, as a share of the picture's width.
  public var x: Double
  /// The upper edge, as a share of the picture's height.
  public var y: Double
  /// The width, as a share of the picture's; a box without width or height is not learnt from.
  public var width: Double
  /// The height, as a share of the picture's.
  public var height: Double
  /// The class, from 0, the background not among them.
  public var label: Int

  /// Describes an object.
  public init(x: Double, y: Double, width: Double, height: Double, label: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.label = label
  }

  /// Whether it can be learnt from: offsets towards a box without extent are infinite.
  var isUsable: Bool {
    width > 0 && height > 0 && width.isFinite && height.isFinite && x.isFinite && y.isFinite
  }
}
