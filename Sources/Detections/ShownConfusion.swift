package import RunModel

/// The part of a confusion matrix that fits on a screen.
///
/// With too many classes, the most confused ones stay and the others are merged into one row and
/// one column, so that no count is lost.
package struct ShownConfusion {
  /// The shown classes in their order, then "other" if classes are merged, then the background.
  package let names: [String]
  /// The counts: a row per true class, a column per found one.
  package let counts: [[Int]]
  /// The number of merged classes.
  package let othersCount: Int

  /// Chooses the classes to show.
  ///
  /// - Parameter capacity: The rows and columns that fit, including the background's.
  /// - Complexity: O(classes²).
  package init(_ report: DetectionReport, capacity: Int) {
    let side = report.confusion.count
    let matrix: [[Int]] = report.confusion.map { row in
      Array(row.prefix(side)) + Array(repeating: 0, count: max(0, side - row.count))
    }
    let classes = max(0, side - 1)
    func name(_ index: Int) -> String {
      index < report.classes.count ? report.classes[index].name : "class \(index)"
    }
    guard side > capacity, capacity > 2 else {
      names = (0..<classes).map(name) + (side > 0 ? ["background"] : [])
      counts = matrix
      othersCount = 0
      return
    }
    let mistakes: [Double] = (0..<classes).map { index in
      var sum = 0.0
      for other in 0..<side where other != index {
        sum += Double(matrix[index][other])
        sum += Double(matrix[other][index])
      }
      return sum
    }
    let kept = (0..<classes).sorted { (mistakes[$0], $1) > (mistakes[$1], $0) }
      .prefix(capacity - 2).sorted()
    // The row and column of the shown matrix for each of the whole one.
    var targets: [Int] = Array(repeating: kept.count, count: side)
    for (target, index) in kept.enumerated() { targets[index] = target }
    targets[side - 1] = kept.count + 1
    let row = Array(repeating: 0, count: kept.count + 2)
    var sums: [[Int]] = Array(repeating: row, count: kept.count + 2)
    for (row, line) in matrix.enumerated() {
      for (column, count) in line.enumerated() {
        let (sum, isTooLarge) = sums[targets[row]][targets[column]].addingReportingOverflow(count)
        sums[targets[row]][targets[column]] = isTooLarge ? Int.max : sum
      }
    }
    names = kept.map(name) + ["other", "background"]
    counts = sums
    othersCount = classes - kept.count
  }
}
