/// A shape on the paper: where it lies, how large and how turned it is; in pixels.
struct PlacedShape {
  private let center: SIMD2<Float>
  private let radius: Float
  /// Half the thickness of a ring's line; nil for what is filled.
  private let halfLine: Float?
  /// The corners in order; empty for what is round.
  private let corners: [SIMD2<Float>]
  /// The smallest rectangle around it.
  let (left, top, right, bottom): (Float, Float, Float, Float)

  /// Turns a shape by an angle, and puts it so that the smallest square around it has a corner and a side.
  ///
  /// - Parameters:
  ///   - angle: at most 0.7 either way.
  ///   - corner: of the square, in pixels.
  ///   - size: the longer side of the rectangle around the shape, in pixels.
  init(_ shape: Shape, angle: Float, corner: SIMD2<Float>, size: Float) {
    // Sine and cosine by their series: the same bits everywhere, and the angle is small.
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

  /// How much of the pixel around a point is covered, 0 … 1: anti-aliasing by the distance to the outline.
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

  /// To the nearest edge; inside when a ray crosses an odd number of edges.
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
