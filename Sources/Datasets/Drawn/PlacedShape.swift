/// A shape on the paper, with its position, size and rotation in pixels.
struct PlacedShape {
  private let center: SIMD2<Float>
  private let radius: Float
  /// Half the thickness of the line of a ring; `nil` for filled shapes.
  private let halfLine: Float?
  /// The corners in order; empty for round shapes.
  private let corners: [SIMD2<Float>]
  /// The bounding box.
  let (left, top, right, bottom): (Float, Float, Float, Float)

  /// Rotates a shape and places it in a square.
  ///
  /// - Parameters:
  ///   - angle: The angle, at most 0.7 in either direction.
  ///   - corner: The upper left corner of the square, in pixels.
  ///   - size: The longer side of the bounding box, in pixels.
  init(_ shape: Shape, angle: Float, corner: SIMD2<Float>, size: Float) {
    // Sine and cosine by their series, which give the same bits everywhere; the angle is small.
    let square = angle * angle
    let sine = angle * (1 - square / 6 * (1 - square / 20))
    let cosine = 1 - square / 2 * (1 - square / 12)
    var turned = shape.corners.map {
      SIMD2(cosine * $0.x - sine * $0.y, sine * $0.x + cosine * $0.y)
    }
    var low = SIMD2<Float>(-1, -1)
    var high = SIMD2<Float>(1, 1)
    if let first = turned.first {
      (low, high) = (first, first)
      for point in turned {
        low = SIMD2(min(low.x, point.x), min(low.y, point.y))
        high = SIMD2(max(high.x, point.x), max(high.y, point.y))
      }
    }
    let scale = size / max(high.x - low.x, high.y - low.y)
    let middle = corner + SIMD2(repeating: size / 2) - (low + high) * (scale / 2)
    for index in turned.indices { turned[index] = middle + turned[index] * scale }
    center = middle
    corners = turned
    if let thickness = shape.thickness {
      halfLine = scale * thickness / 2
      radius = scale * (1 - thickness / 2)
    } else {
      halfLine = nil
      radius = scale
    }
    (left, top) = (middle.x + low.x * scale, middle.y + low.y * scale)
    (right, bottom) = (middle.x + high.x * scale, middle.y + high.y * scale)
  }

  /// The covered fraction of the pixel around a point, 0 … 1: anti-aliasing by the distance to the outline.
  func coverage(x: Float, y: Float) -> Float {
    max(0, min(1, 0.5 - distance(SIMD2(x, y))))
  }

  /// The distance to the outline, negative inside.
  private func distance(_ point: SIMD2<Float>) -> Float {
    guard corners.isEmpty else { return distanceToPolygon(point) }
    let away = point - center
    let fromCenter = (away.x * away.x + away.y * away.y).squareRoot()
    guard let halfLine else { return fromCenter - radius }
    return abs(fromCenter - radius) - halfLine
  }

  /// The distance to the nearest edge.
  ///
  /// A point is inside if a ray from it crosses an odd number of edges.
  private func distanceToPolygon(_ point: SIMD2<Float>) -> Float {
    corners.withUnsafeBufferPointer { corners in
      var nearest = Float.infinity
      var isInside = false
      var start = corners[corners.count - 1]
      for end in corners {
        let edge = end - start
        let away = point - start
        let along = max(
          0,
          min(1, (away.x * edge.x + away.y * edge.y) / (edge.x * edge.x + edge.y * edge.y)))
        let gap = away - edge * along
        nearest = min(nearest, gap.x * gap.x + gap.y * gap.y)
        if (start.y > point.y) != (end.y > point.y),
          point.x < edge.x * away.y / edge.y + start.x
        {
          isInside.toggle()
        }
        start = end
      }
      let distance = nearest.squareRoot()
      return isInside ? -distance : distance
    }
  }
}
