extension Range<Int> {
  /// The first number that passes a test that all numbers after it pass as well; the end when there
  /// is none.
  ///
  /// - Complexity: O(log count).
  public func firstBeyond(_ isBeyond: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if isBeyond(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The same number, found by steps that double from a start before it: for one that is near.
  ///
  /// - Complexity: O(log distance).
  func firstBeyond(from start: Int, _ isBeyond: (Int) -> Bool) -> Int {
    var (low, step) = (start, 1)
    while low + step < upperBound, !isBeyond(low + step - 1) {
      low += step
      step *= 2
    }
    return (low..<Swift.min(low + step, upperBound)).firstBeyond(isBeyond)
  }
}
