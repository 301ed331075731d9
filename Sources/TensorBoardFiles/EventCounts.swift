/// What a reader has met in a file so far.
public struct EventCounts: Equatable, Sendable {
  /// Records with a right checksum.
  public var records = 0
  /// Scalar values: points.
  public var scalars = 0
  /// Values of summaries that are no scalars: images, histograms, text, tensors.
  public var otherValues = 0
  /// Events without a summary: the file's version, graphs, session marks.
  public var otherEvents = 0
  /// Records passed over unread because they are larger than the reader takes.
  public var oversizeRecords = 0
  /// Damaged parts, those included that `damage` no longer lists.
  public var damagedParts = 0

  /// Nothing met.
  public init() {}
}
