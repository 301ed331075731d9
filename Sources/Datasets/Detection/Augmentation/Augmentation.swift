internal import Boxes
internal import SeededRandom

/// The augmentation of the training scenes of a detector, different in each epoch: SSD's recipe, with a
/// switch for each part.
///
/// W. Liu et al., SSD: Single Shot MultiBox Detector (doi:10.1007/978-3-319-46448-0_2), with the numbers of
/// its Caffe code: photometric distortion, zooming out, a crop that keeps objects by their centre, mirroring.
/// The image is sampled once for all of them.
public struct Augmentation: Equatable, Sendable {
  /// `true` if every other scene is mirrored left to right.
  public var flips: Bool
  /// `true` if every other scene is also mirrored top to bottom, for images without an up, as of microscopes.
  public var flipsVertically: Bool
  /// `true` if brightness, contrast, saturation and hue are varied, each in every other scene.
  public var recolors: Bool
  /// The largest factor by which the background grows around every other image; 1 for never.
  public var expansion: Float
  /// `true` if parts are cut out.
  public var crops: Bool

  /// Creates an augmentation from its parts.
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

  /// The augmentation of SSD.
  public static let ssd = Augmentation(flips: true, recolors: true, expansion: 4, crops: true)

  /// Varies a scene and resizes it.
  ///
  /// Boxes stay within the image, and a scene with objects keeps at least one.
  ///
  /// - Parameter seed: The seed; together with `epoch` and `index` it determines the result.
  /// - Precondition: `side` is positive.
  /// - Complexity: O(pixels + objects · attempts).
  public func varied(_ scene: Scene, side: Int, seed: UInt64, epoch: Int, index: Int) -> Scene {
    let stream = 31 &+ UInt64(epoch) &* 0x1_0000_0001 &+ UInt64(index) &* 0x100
    var random = SeededGenerator.stream(stream, seed: seed)
    let colors = recolors ? ColorShift(random: &random) : nil
    var part = UnitBox<Float>.whole
    var objects = scene.objects
    if expansion > 1, random.nextBool() {
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
    if flips, random.nextBool() { varied = varied.flipped() }
    if flipsVertically, random.nextBool() { varied = varied.flippedVertically() }
    return varied
  }

  /// A view that shows the image somewhere in a background that is `ratio` times as wide and high.
  private static func expanded(by ratio: Float, _ random: inout SeededGenerator) -> UnitBox<Float> {
    UnitBox(
      x: -random.uniform() * (ratio - 1), y: -random.uniform() * (ratio - 1), width: ratio,
      height: ratio)
  }
}
