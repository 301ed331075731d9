import Dispatch
import Testing

@testable import MachineReadings

@Suite struct PeriodicReadingTests {
  /// Asks until there is a value other than the one before.
  private func wait(
    for reading: PeriodicReading<Int>, at now: ContinuousClock.Instant, not before: Int?,
    _ read: @escaping @Sendable (Int?) -> Int?
  ) -> Int? {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    while clock.now < end {
      let value = reading.value(now, read: read)
      if value != before { return value }
    }
    return before
  }

  @Test func aValueIsReadAgainOnlyWhenItIsDue() {
    let reading = PeriodicReading<Int>(every: .seconds(2))
    let start = ContinuousClock().now
    let count: @Sendable (Int?) -> Int? = { ($0 ?? 0) + 1 }
    #expect(reading.value(start, read: count) == nil, "nobody waits for the first one")
    #expect(wait(for: reading, at: start, not: nil, count) == 1)
    for tenth in 0..<19 {
      #expect(reading.value(start + .milliseconds(100 * tenth), read: count) == 1)
    }
    #expect(wait(for: reading, at: start + .seconds(2), not: 1, count) == 2)
  }

  /// A disk that hangs: the caller goes on, with the last value for a while.
  @Test func aReadingThatHangsHoldsNobodyUp() {
    let reading = PeriodicReading<Int>(every: .seconds(2))
    let start = ContinuousClock().now
    #expect(wait(for: reading, at: start, not: nil) { _ in 7 } == 7)
    let latch = DispatchSemaphore(value: 0)
    let hang: @Sendable (Int?) -> Int? = { _ in
      latch.wait()
      return 8
    }
    #expect(reading.value(start + .seconds(2), read: hang) == 7)
    #expect(reading.value(start + .seconds(9), read: hang) == 7)
    #expect(reading.value(start + .seconds(13), read: hang) == nil, "too old to be true")
    latch.signal()
    #expect(wait(for: reading, at: start + .seconds(13), not: nil, { $0 }) == 8)
  }
}
