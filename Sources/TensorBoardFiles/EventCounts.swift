/// The numbers of records, scalars and damaged parts that a reader has met so far.
public struct EventCounts: Equatable, Sendable {
  /// Records with a correct checksum.
  public var records = 0
  /// Scalar values, each a point.
  public var scalars = 0
  /// Histograms, texts and precision-recall curves that were decoded.
  public var summaries = 0
  /// Other values: images, audio, tensors, and summaries that were not wanted.
  public var otherValues = 0
  /// Events without a summary: the file's version, graphs, session marks.
  public var otherEvents = 0
  /// Records skipped because they exceed the reader's limit.
  public var oversizeRecords = 0
  /// Damaged parts, including those that `damage` no longer lists.
  public var damagedParts = 0

  /// Creates counts of 0.
  public init() {}
}
