internal import RunModel

/// The epochs of a run whose x counts steps: their length was not known when it began.
///
/// Within an epoch x grows evenly. Steps beyond the last end count as if each further epoch were as
/// long as the last one.
struct EpochScale: Sendable {
  /// The steps at the ends of the epochs that have ended.
  private var steps: [Double] = []
  /// The number of epochs before the first of them.
  private var first = 0.0

  /// True before an epoch has ended.
  var isEmpty: Bool { steps.isEmpty }

  /// Adds the end of an epoch.
  ///
  /// - Parameters:
  ///   - epoch: Its index, from 0.
  ///   - step: The steps of the run until then.
  mutating func end(_ epoch: Int, at step: Double) {
    if steps.isEmpty { first = Double(epoch) }
    steps.append(step)
  }

  /// Forgets an epoch, given by its index from 0, and those after it.
  mutating func cut(from epoch: Int) {
    steps.removeLast(max(0, steps.count - max(0, epoch - Int(first))))
  }

  /// The epochs done after some steps, with the finished fraction of the next one.
  ///
  /// - Complexity: O(log epochs).
  func epochs(at step: Double) -> Double {
    let done = steps.indices.firstBeyond { steps[$0] > step }
    let (start, length) = epoch(done)
    return first + Double(done) + (length > 0 ? max(0, step - start) / length : 0)
  }

  /// The steps after some epochs: the inverse of `epochs(at:)`.
  ///
  /// - Complexity: O(1).
  func step(at epochs: Double) -> Double {
    let done = min(Double(steps.count), max(0, (epochs - first).rounded(.down)))
    let (start, length) = epoch(Int(done))
    return start + length * max(0, epochs - first - done)
  }

  /// The first step and the length of an epoch, which may not have ended.
  private func epoch(_ index: Int) -> (start: Double, length: Double) {
    let start = index > 0 ? steps[index - 1] : 0
    if index < steps.count { return (start, steps[index] - start) }
    return (start, start - (index > 1 ? steps[index - 2] : 0))
  }
}
