public import Datasets

/// Examples as plain numbers, each with a class.
public struct LabeledRows: ImageSource {
  /// All numbers, row by row.
  public let values: [Float]
  /// The class of each row.
  public let labels: [UInt8]
  public let classes: Int

  /// Creates labelled rows.
  ///
  /// - Precondition: every label has the same number of values and is below `classes`.
  public init(_ values: [Float], _ labels: [UInt8], classes: Int) {
    precondition(!labels.isEmpty && values.count % labels.count == 0, "rows of one length")
    precondition(labels.allSatisfy { Int($0) < classes }, "a label is not a class")
    self.values = values
    self.labels = labels
    self.classes = classes
  }

  public var count: Int { labels.count }
  public var inputs: Int { values.count / labels.count }

  public func fill(_ index: Int, epoch: Int, into row: UnsafeMutableBufferPointer<Float>) -> UInt8 {
    _ = row.update(fromContentsOf: values[index * inputs..<(index + 1) * inputs])
    return labels[index]
  }
}
