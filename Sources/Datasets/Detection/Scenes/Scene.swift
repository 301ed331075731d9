internal import Boxes

/// An image with its objects: an example for a detector.
public struct Scene: Equatable, Sendable {
  /// The pixels.
  public var image: Image
  /// The objects; empty for an image without any.
  public var objects: [SceneObject]

  /// Creates a scene.
  public init(image: Image, objects: [SceneObject]) {
    self.image = image
    self.objects = objects
  }

  /// Mirrors left to right.
  ///
  /// - Complexity: O(pixels).
  public func flipped() -> Scene {
    Scene(
      image: image.flipped(),
      objects: objects.map { $0.moved(to: $0.box.flipped) })
  }

  /// Mirrors top to bottom.
  ///
  /// - Complexity: O(pixels).
  public func flippedVertically() -> Scene {
    Scene(
      image: image.flippedVertically(),
      objects: objects.map { $0.moved(to: $0.box.flippedVertically) })
  }
}

extension Scene {
  /// Stretches the image to a square.
  ///
  /// Boxes are fractions and do not change.
  ///
  /// - Precondition: `side` is positive.
  /// - Complexity: O(pixels).
  public func resized(to side: Int) -> Scene {
    Scene(image: image.resized(to: side), objects: objects)
  }
}
