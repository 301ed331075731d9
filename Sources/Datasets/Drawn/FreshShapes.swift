/// Shapes that are drawn anew for every epoch: a training set without end.
public struct FreshShapes: SceneSource {
  /// Who draws.
  public let generator: ShapesGenerator
  public let count: Int

  /// Draws `count` scenes an epoch.
  public init(_ generator: ShapesGenerator, count: Int) {
    self.generator = generator
    self.count = count
  }

  public var classes: [String] { generator.classes }

  public func scene(_ index: Int, epoch: Int) -> Scene {
    generator.scene(index, .train, epoch: epoch)
  }
}
