extension PixelBox {
  /// Creates a box in the pixels of an image.
  @inlinable
  public init<Scalar>(_ box: UnitBox<Scalar>, imageWidth: Double, imageHeight: Double) {
    self.init(
      x: Double(box.x) * imageWidth, y: Double(box.y) * imageHeight,
      width: Double(box.width) * imageWidth, height: Double(box.height) * imageHeight)
  }
}

extension UnitBox<Double> {
  /// Creates a box in fractions of an image from its pixels.
  @inlinable
  public init(_ box: PixelBox, imageWidth: Double, imageHeight: Double) {
    self.init(
      x: box.left / imageWidth, y: box.top / imageHeight,
      width: (box.right - box.left) / imageWidth, height: (box.bottom - box.top) / imageHeight)
  }
}

extension UnitBox<Float> {
  /// Creates the part of a pixel box within its image; `nil` if that part has no area.
  ///
  /// The box is clipped in 64 bits, because the numbers of a file may be too large for 32.
  @inlinable
  public init?(clipping box: PixelBox, imageWidth: Double, imageHeight: Double) {
    let (left, right) = (max(0, box.left / imageWidth), min(1, box.right / imageWidth))
    let (top, bottom) = (max(0, box.top / imageHeight), min(1, box.bottom / imageHeight))
    self.init(
      x: Float(left), y: Float(top), width: Float(right - left), height: Float(bottom - top))
    guard width > 0, height > 0 else { return nil }
  }
}
