extension Range<Int> {
  /// The first number of which something is true, when it is true of all behind it, too; else the end.
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
