internal import Boxes
internal import SeededRandom

/// How a detector's training scenes are varied, each epoch anew: SSD's recipe, with a switch for each part.
///
/// W. Liu et al., SSD: Single Shot MultiBox Detector (doi:10.1007/978-3-319-46448-0_2), with the numbers of
/// its Caffe code. Photometric distortion, zooming out, a crop that keeps objects by their centre, mirroring;
/// the image is sampled once for all of it.
public struct Augmentation: Equatable, Sendable {
  /// Whether every other scene is mirrored left and right.
  public var flips: Bool
  /// Whether every other scene is also mirrored up and down: for images without an up, as of microscopes.
  public var flipsVertically: Bool
  /// Whether brightness, contrast, saturation and hue are varied, each in every other scene.
  public var recolors: Bool
  /// Up to how many times wider and higher the ground may become around every other image; 1 for never.
  public var expansion: Float
  /// Whether parts are cut out.
  public var crops: Bool

  /// Chooses the parts.
  public init(
    flips: Bool = false, flipsVertically: Bool = false, recolors: Bool = false,
    expansion: Float = 1, crops: Bool = false
  ) {
    self.flips = flips
    self.flipsVertically = flipsVertically
    self.recolors = recolors
    self.expansion = expansion
    self.crops = crops
  }

  /// Everything SSD does.
  public static let ssd = Augmentation(flips: true, recolors: true, expansion: 4, crops: true)

  /// Varies a scene and brings it to a size.
  ///
  /// Boxes stay within the image, and of a scene with objects at least one is kept.
  ///
  /// - Parameter seed: with `epoch` and `index` it decides all that is drawn.
  /// - Precondition: `side` is positive.
  /// - Complexity: O(pixels + objects · trials).
  public func varied(_ scene: Scene, side: Int, seed: UInt64, epoch: Int, index: Int) -> Scene {
    let stream = 31 &+ UInt64(epoch) &* 0x1_0000_0001 &+ UInt64(index) &* 0x100
    var random = SeededGenerator.stream(stream, seed: seed)
    let colors = recolors ? ColorShift(random: &random) : nil
    var part = UnitBox<Float>.whole
    var objects = scene.objects
    if expansion > 1, random.tossed() {
      part = Self.expanded(by: random.uniform(1...expansion), &random)
      objects = objects.map { $0.relative(to: part) }
    }
    if crops, let crop = SceneCrop(around: objects, random: &random) {
      objects = crop.objects
      part = crop.part.absolute(in: part)
    }
    var image =
      part == .whole
      ? scene.image.resized(to: side) : scene.image.sampled(part, width: side, height: side)
    if let colors { image = colors.applied(to: image) }
    var varied = Scene(image: image, objects: objects)
    if flips, random.tossed() { varied = varied.flipped() }
    if flipsVertically, random.tossed() { varied = varied.flippedVertically() }
    return varied
  }

  /// The view that shows the image somewhere in ground that is `ratio` times as wide and high.
  private static func expanded(by ratio: Float, _ random: inout SeededGenerator) -> UnitBox<Float> {
    UnitBox(
      x: -random.uniform() * (ratio - 1), y: -random.uniform() * (ratio - 1), width: ratio,
      height: ratio)
  }
}
