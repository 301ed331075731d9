public import Boxes

extension PixelBox {
  /// The area that both boxes share; 0 if they only touch.
  public func intersection(
    with other: PixelBox, pixels: PixelConvention = .continuous
  ) -> Double {
    let width = min(right, other.right) - max(left, other.left) + pixels.extent
    guard width > 0 else { return 0 }
    let height = min(bottom, other.bottom) - max(top, other.top) + pixels.extent
    return height > 0 ? width * height : 0
  }

  /// The area under a convention.
  func area(_ pixels: PixelConvention) -> Double {
    pixels == .continuous ? area : (right - left + 1) * (bottom - top + 1)
  }

  /// Intersection over union, 0…1 (Jaccard index); 0 for boxes that share nothing.
  public func iou(with other: PixelBox, pixels: PixelConvention = .continuous) -> Double {
    let shared = intersection(with: other, pixels: pixels)
    guard shared > 0 else { return 0 }
    return shared / (area(pixels) + other.area(pixels) - shared)
  }

  /// The fraction of this box that lies in another, 0…1; crowds are measured by it.
  ///
  /// It is not symmetric: intersection over the area of this box alone.
  public func coverage(by other: PixelBox, pixels: PixelConvention = .continuous) -> Double {
    let shared = intersection(with: other, pixels: pixels)
    return shared > 0 ? shared / area(pixels) : 0
  }
}
