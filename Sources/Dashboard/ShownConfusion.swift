internal import RunModel

/// The part of a confusion matrix that fits on a screen.
///
/// Where there are too many classes, those that are confused most stay and the others become one row and
/// one column, so that no count is lost.
struct ShownConfusion {
  /// The classes shown, in their order, then "other" if there is one, then the background.
  let names: [String]
  /// The counts: a row for each true class, a column for each found one.
  let counts: [[Int]]
  /// How many classes were put together.
  let othersCount: Int

  /// Chooses what to show.
  ///
  /// - Parameter capacity: rows and columns there is room for, the background's included.
  /// - Complexity: O(classes²).
  init(_ report: DetectionReport, capacity: Int) {
    let side = report.confusion.count
    let matrix = report.confusion.map { row in
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
    let mistakes = (0..<classes).map { index in
      (0..<side).reduce(0.0) { sum, other in
        other == index
          ? sum : sum + Double(matrix[index][other]) + Double(matrix[other][index])
      }
    }
    let kept = (0..<classes).sorted { (mistakes[$0], $1) > (mistakes[$1], $0) }
      .prefix(capacity - 2).sorted()
    // Where each row and column of the whole matrix goes.
    var places = Array(repeating: kept.count, count: side)
    for (place, index) in kept.enumerated() { places[index] = place }
    places[side - 1] = kept.count + 1
    var sums = Array(repeating: Array(repeating: 0, count: kept.count + 2), count: kept.count + 2)
    for (row, line) in matrix.enumerated() {
      for (column, count) in line.enumerated() {
        let (sum, isTooLarge) = sums[places[row]][places[column]].addingReportingOverflow(count)
        sums[places[row]][places[column]] = isTooLarge ? .max : sum
      }
    }
    names = kept.map(name) + ["other", "background"]
    counts = sums
    othersCount = classes - kept.count
  }
}
