/// The steps, epochs and times of a full chunk, as far as there are any.
///
/// Series of the same records share one object.
package final class PointCoordinates: Equatable, Sendable {
  private let steps: PackedIntegers?
  private let withoutStep: BitSet
  private let epochs: PackedNumbers?
  /// Steps per epoch, where every point's epoch is its step divided by this number.
  private let stepsPerEpoch: Double?
  private let wallTimes: PackedNumbers?
  /// The range of the epochs; nil when there are none.
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

  /// The step at an index in the chunk.
  func step(at index: Int) -> Int64? {
    guard let steps, !withoutStep.contains(index) else { return nil }
    return steps[index]
  }

  /// The epoch at an index in the chunk.
  func epoch(at index: Int) -> Double? {
    if let stepsPerEpoch { return step(at: index).map { Double($0) / stepsPerEpoch } }
    guard let epoch = epochs?[index], !epoch.isNaN else { return nil }
    return epoch
  }

  /// The steps per epoch that give every epoch of a tail exactly; nil when there is no such number.
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

  /// The time at an index in the chunk, in seconds since 1970.
  func wallTime(at index: Int) -> Double? {
    guard let time = wallTimes?[index], !time.isNaN else { return nil }
    return time
  }

  /// The bytes in memory.
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
