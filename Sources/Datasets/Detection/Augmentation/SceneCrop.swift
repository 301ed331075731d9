internal import Boxes
internal import SeededRandom

/// A part of a scene that still shows enough of an object: one draw of SSD's batch sampler.
///
/// A patch with 0.3 … 1 of the side of the image and an aspect ratio of 0.5 … 2 must overlap an object by a
/// Jaccard index that is drawn first. Objects with their centre in the patch are kept.
struct SceneCrop {
  /// The part, in fractions of the scene.
  let part: UnitBox<Float>
  /// The objects that are kept, clipped to the part and in fractions of it.
  let objects: [SceneObject]

  /// The required overlaps; 0 accepts any patch, and `nil` keeps the whole scene.
  private static let leastOverlaps: [Float?] = [nil, 0.1, 0.3, 0.5, 0.7, 0.9, 0]

  /// Draws a patch; `nil` for the whole scene, also if fifty attempts find no patch.
  init?(around objects: [SceneObject], random: inout SeededGenerator) {
    let choice = random.index(below: Self.leastOverlaps.count)
    guard let least = Self.leastOverlaps[choice] else { return nil }
    for _ in 0..<50 {
      let part = Self.patch(&random)
      guard !objects.isEmpty else {
        self.part = part
        self.objects = []
        return
      }
      guard least == 0 || objects.contains(where: { $0.box.iou(with: part) >= least }) else {
        continue
      }
      let kept = objects.compactMap { Self.kept($0, in: part) }
      guard !kept.isEmpty else { continue }
      self.part = part
      self.objects = kept
      return
    }
    return nil
  }

  private static func patch(_ random: inout SeededGenerator) -> UnitBox<Float> {
    let scale = random.uniform(0.3...1)
    // Only ratios for which the patch fits.
    let square = scale * scale
    let root = random.uniform(max(0.5, square)...min(2, 1 / square)).squareRoot()
    let (width, height) = (min(1, scale * root), min(1, scale / root))
    return UnitBox(
      x: random.uniform() * (1 - width), y: random.uniform() * (1 - height), width: width,
      height: height)
  }

  private static func kept(_ object: SceneObject, in part: UnitBox<Float>) -> SceneObject? {
    let center = object.box.center
    guard center.x > part.x, center.x < part.right, center.y > part.y, center.y < part.bottom
    else { return nil }
    return object.box.relative(to: part).clipped.map(object.moved)
  }
}
