/// The range of each batch in the order of an epoch, and the part of it that this process takes.
struct BatchRanges: Sendable {
  /// The part of a batch of a size: a range within the batch.
  typealias Part = @Sendable (Int) -> Range<Int>

  private let examples: Int
  private let batchSize: Int
  private let part: Part

  /// Divides the examples of an epoch.
  ///
  /// - Parameter part: The part of each batch, where several processes share it; `nil` for the whole.
  init(of examples: Int, batchSize: Int, part: Part?) {
    self.examples = examples
    self.batchSize = max(1, batchSize)
    self.part = part ?? { 0..<$0 }
  }

  /// The number of batches; the last one may be smaller.
  var count: Int { (examples + batchSize - 1) / batchSize }

  /// The number of examples in the whole batch with an index.
  func size(of index: Int) -> Int { max(0, min(batchSize, examples - index * batchSize)) }

  /// The examples of this process in the batch with an index.
  subscript(index: Int) -> Range<Int> {
    let (first, part) = (index * batchSize, part(size(of: index)))
    return first + part.lowerBound..<first + part.upperBound
  }
}
