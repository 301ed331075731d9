/// A batch of examples for training or evaluation.
public struct Batch: Sendable {
  /// The images, row by row: `count` × inputs.
  public internal(set) var inputs: [Float]
  /// The class of each image.
  public internal(set) var labels: [UInt8]

  /// The number of examples.
  public var count: Int { labels.count }
}
