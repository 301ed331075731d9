/// A rectangle in a picture, in shares of its width and height: 0 is left or top, 1 right or bottom.
///
/// Shares stay right when the picture is stretched to the square a network takes.
public struct SceneBox: Equatable, Sendable {
  /// The left edge.
  public var x: Float
  /// The upper edge.
  public var y: Float
  /// From the left to the right edge.
  public var width: Float
  /// From the upper to the lower edge.
  public var height: Float

  /// Makes a box of a corner and a size.
  public init(x: Float, y: Float, width: Float, height: Float) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The whole picture.
  public static let whole = SceneBox(x: 0, y: 0, width: 1, height: 1)

  /// The right edge.
  public var right: Float { x + width }
  /// The lower edge.
  public var bottom: Float { y + height }
  /// The share of the picture that it covers.
  public var area: Float { width * height }
  /// Its middle.
  public var center: (x: Float, y: Float) { (x + width / 2, y + height / 2) }

  /// Mirrors left and right.
  public var flipped: SceneBox {
    SceneBox(x: max(0, 1 - right), y: y, width: width, height: height)
  }

  /// Mirrors up and down.
  public var flippedVertically: SceneBox {
    SceneBox(x: x, y: max(0, 1 - bottom), width: width, height: height)
  }

  /// The part that lies in the picture; nil when there is none with an area.
  public var clipped: SceneBox? {
    let (left, top) = (max(0, x), max(0, y))
    let (right, bottom) = (min(1, right), min(1, bottom))
    // Written so that numbers that are not finite fail too.
    guard right > left, bottom > top else { return nil }
    return SceneBox(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The intersection's share of the union (the Jaccard index), 0 … 1.
  public func overlap(_ other: SceneBox) -> Float {
    let width = min(right, other.right) - max(x, other.x)
    let height = min(bottom, other.bottom) - max(y, other.y)
    guard width > 0, height > 0 else { return 0 }
    let common = width * height
    return common / (area + other.area - common)
  }

  /// Where it lies in a part of the picture, in shares of that part.
  ///
  /// - Precondition: the part has an area.
  public func seen(in part: SceneBox) -> SceneBox {
    SceneBox(
      x: (x - part.x) / part.width, y: (y - part.y) / part.height, width: width / part.width,
      height: height / part.height)
  }
}
