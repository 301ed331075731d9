extension UnitBox {
  /// The box after the image is mirrored left to right.
  @inlinable
  public var flipped: UnitBox {
    UnitBox(x: max(0, 1 - right), y: y, width: width, height: height)
  }

  /// The box after the image is mirrored top to bottom.
  @inlinable
  public var flippedVertically: UnitBox {
    UnitBox(x: x, y: max(0, 1 - bottom), width: width, height: height)
  }

  /// The part within the image; `nil` if that part has no area or the box is not finite.
  @inlinable
  public var clipped: UnitBox? {
    guard isFinite else { return nil }
    let (left, top) = (max(0, x), max(0, y))
    let (right, bottom) = (min(1, right), min(1, bottom))
    guard right > left, bottom > top else { return nil }
    return UnitBox(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The box in fractions of a part of the image.
  ///
  /// - Precondition: The part has an area.
  @inlinable
  public func relative(to part: UnitBox) -> UnitBox {
    UnitBox(
      x: (x - part.x) / part.width, y: (y - part.y) / part.height, width: width / part.width,
      height: height / part.height)
  }

  /// The box in fractions of the image, given that it is in fractions of a part of it.
  @inlinable
  public func absolute(in part: UnitBox) -> UnitBox {
    UnitBox(
      x: part.x + x * part.width, y: part.y + y * part.height, width: part.width * width,
      height: part.height * height)
  }
}
