/// Scenes in memory: a fixed set to measure with.
public struct ScenesInMemory: SceneSource, Equatable {
  public let classes: [String]
  /// The scenes in the order of their indices.
  public let scenes: [Scene]

  /// Creates a set of scenes.
  ///
  /// - Precondition: Every label is an index into `classes`.
  public init(_ scenes: [Scene], classes: [String]) {
    precondition(
      scenes.allSatisfy { $0.objects.allSatisfy { classes.indices.contains($0.label) } },
      "every label needs a class")
    self.scenes = scenes
    self.classes = classes
  }

  public var count: Int { scenes.count }

  public func scene(_ index: Int, epoch: Int) -> Scene { scenes[index] }
}
