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
}
