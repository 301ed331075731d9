internal import Boxes

/// An image with the objects in it: an example for a detector.
public struct Scene: Equatable, Sendable {
  /// The image.
  public var image: Image
  /// The objects; none in an image of background alone.
  public var objects: [SceneObject]

  /// Makes a scene.
  public init(image: Image, objects: [SceneObject]) {
    self.image = image
    self.objects = objects
  }

  /// Mirrors left and right.
  ///
  /// - Complexity: O(pixels).
  public func flipped() -> Scene {
    Scene(
      image: image.flipped(),
      objects: objects.map { $0.moved(to: $0.box.flipped) })
  }

  /// Mirrors up and down.
  ///
  /// - Complexity: O(pixels).
  public func flippedVertically() -> Scene {
    Scene(
      image: image.flippedVertically(),
      objects: objects.map { $0.moved(to: $0.box.flippedVertically) })
  }
}

extension Scene {
  /// Stretches the image to a square; boxes are in shares and stay.
  ///
  /// - Precondition: `side` is positive.
  /// - Complexity: O(pixels).
  public func resized(to side: Int) -> Scene {
    Scene(image: image.resized(to: side), objects: objects)
  }
}
