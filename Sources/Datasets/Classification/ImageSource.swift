/// Images with classes.
///
/// Several threads fill rows of a batch at once, each one its own.
public protocol ImageSource: Sendable {
  /// The number of images per epoch.
  var count: Int { get }
  /// The numbers per image: width times height.
  var inputs: Int { get }
  /// The number of classes.
  var classes: Int { get }

  /// Writes an image as numbers 0 … 1.
  ///
  /// - Parameter epoch: The epoch; it matters only to sources that draw new images for each epoch.
  /// - Returns: The class of the image.
  func fill(_ index: Int, epoch: Int, into row: UnsafeMutableBufferPointer<Float>) -> UInt8
}
