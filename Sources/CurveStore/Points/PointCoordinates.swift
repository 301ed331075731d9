/// Where the points of a full chunk lie: steps, epochs and times, as far as there are any.
///
/// Curves of the same records share one.
package final class PointCoordinates: Equatable, Sendable {
  private let steps: PackedIntegers?
  private let withoutStep: BitSet
  private let epochs: PackedNumbers?
  /// Steps an epoch, where the epoch of every point is its step over this number.
  private let stepsPerEpoch: Double?
  private let wallTimes: PackedNumbers?
  /// The least and the greatest epoch.
  let epochRange: ClosedRange<Double>?

  /// Packs the coordinates of a full tail.
  ///
  /// - Complexity: O(count).
  init(_ tail: PointTail) {
    if tail.steps.isEmpty {
      (steps, withoutStep) = (nil, BitSet(0) { _ in false })
    } else {
      var filled = tail.steps
      withoutStep = BitSet(filled.count) { tail.steps[$0] == LogPoints.noStep }
      if !withoutStep.isEmpty {
        var last = filled.first { $0 != LogPoints.noStep } ?? 0
        for index in filled.indices {
          if filled[index] == LogPoints.noStep {
            filled[index] = last
          } else {
            last = filled[index]
          }
        }
      }
      steps = filled.withUnsafeBufferPointer { PackedIntegers(rising: $0) }
    }
    stepsPerEpoch = Self.stepsPerEpoch(tail)
    epochs =
      tail.epochs.isEmpty || stepsPerEpoch != nil
      ? nil : PackedNumbers(tail.epochs, isRising: true)
    wallTimes = tail.wallTimes.isEmpty ? nil : PackedNumbers(tail.wallTimes, isRising: true)
    epochRange = tail.epochRange
  }

  func step(at index: Int) -> Int64? {
    guard let steps, !withoutStep.contains(index) else { return nil }
    return steps[index]
  }

  func epoch(at index: Int) -> Double? {
    if let stepsPerEpoch { return step(at: index).map { Double($0) / stepsPerEpoch } }
    guard let epoch = epochs?[index], !epoch.isNaN else { return nil }
    return epoch
  }

  private static func stepsPerEpoch(_ tail: PointTail) -> Double? {
    guard !tail.steps.isEmpty, let last = tail.epochs.last, let step = tail.steps.last else {
      return nil
    }
    let ratio = (Double(step) / last).rounded()
    guard ratio.isFinite, ratio > 0 else { return nil }
    for (step, epoch) in zip(tail.steps, tail.epochs) {
      guard step != LogPoints.noStep, (Double(step) / ratio).bitPattern == epoch.bitPattern else {
        return nil
      }
    }
    return ratio
  }

  func wallTime(at index: Int) -> Double? {
    guard let time = wallTimes?[index], !time.isNaN else { return nil }
    return time
  }

  /// Bytes in memory.
  var storage: Int {
    (steps?.storage ?? 0) + withoutStep.storage + (epochs?.storage ?? 0) + (wallTimes?.storage ?? 0)
  }

  package static func == (one: PointCoordinates, other: PointCoordinates) -> Bool {
    one === other
      || one.steps == other.steps && one.withoutStep == other.withoutStep
        && one.stepsPerEpoch == other.stepsPerEpoch && one.epochs == other.epochs
        && one.wallTimes == other.wallTimes
  }
}
