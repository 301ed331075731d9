/// Examples that are trained or measured at once.
public struct Batch: Sendable {
  /// The images, row by row, `count` × inputs.
  public internal(set) var inputs: [Float]
  /// The classes.
  public internal(set) var labels: [UInt8]

  /// Examples in it.
  public var count: Int { labels.count }
}
