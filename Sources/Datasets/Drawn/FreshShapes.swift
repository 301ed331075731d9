/// Shapes that are drawn again for every epoch: an endless training set.
public struct FreshShapes: SceneSource {
  /// The generator that draws the images.
  public let generator: ShapesGenerator
  public let count: Int

  /// Creates a source of `count` scenes per epoch.
  public init(_ generator: ShapesGenerator, count: Int) {
    self.generator = generator
    self.count = count
  }

  public var classes: [String] { generator.classes }

  public func scene(_ index: Int, epoch: Int) -> Scene {
    generator.scene(index, .train, epoch: epoch)
  }
}
