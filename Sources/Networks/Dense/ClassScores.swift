/// The scores of examples: one row per example, one softmax probability per class.
public struct ClassScores: Equatable, Sendable, RandomAccessCollection {
  /// All scores, row by row.
  public internal(set) var values: [Float]
  /// The length of a row.
  public let classes: Int

  init(values: [Float], classes: Int) {
    self.values = values
    self.classes = classes
  }

  public var startIndex: Int { 0 }
  /// The number of examples.
  public var endIndex: Int { values.count / classes }

  /// The scores of an example.
  public subscript(example: Int) -> ArraySlice<Float> {
    precondition(indices.contains(example), "there is no such example")
    return values[example * classes..<(example + 1) * classes]
  }

  /// The class with the largest score, for each example; the first among equals.
  ///
  /// - Complexity: O(scores).
  public var labels: [Int] {
    map { row in
      var best = row.startIndex
      for index in row.indices where row[index] > row[best] { best = index }
      return best - row.startIndex
    }
  }
}
