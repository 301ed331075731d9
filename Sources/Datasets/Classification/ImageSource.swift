/// Where batches get their images from; used from a background queue.
public protocol ImageSource: Sendable {
  /// Images an epoch.
  var count: Int { get }
  /// Numbers an image.
  var inputs: Int { get }
  /// Classes.
  var classes: Int { get }

  /// Writes an image as numbers 0 … 1.
  ///
  /// - Parameter epoch: matters only to sources that draw new images for each epoch.
  /// - Returns: its class.
  func fill(_ index: Int, epoch: Int, into row: UnsafeMutableBufferPointer<Float>) -> UInt8
}
