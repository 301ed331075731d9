import Cells
import Testing

/// When frames are drawn, by a clock of the test.
@Suite struct FramePaceTests {
  private let start = ContinuousClock.now

  private func conditions(_ frameTime: Int) -> FramePace.Conditions {
    var conditions = FramePace.Conditions()
    conditions.frameTime = .milliseconds(frameTime)
    return conditions
  }

  /// The frames of three seconds with news at all times, and keys at some, in milliseconds.
  private func frames(
    keys: Set<Int> = [], _ conditions: FramePace.Conditions
  ) -> [(time: Int, content: FramePace.Content)] {
    var pace = FramePace(at: start)
    var frames: [(time: Int, content: FramePace.Content)] = []
    for time in 0..<3000 {
      let now = start + .milliseconds(time)
      pace.note()
      if keys.contains(time) { pace.press(at: now) }
      if let content = pace.frame(conditions, at: now) { frames.append((time, content)) }
    }
    return frames
  }

  @Test func newsIsDrawnTenTimesASecondAndKeysAtOnce() {
    let frames = frames(keys: [50, 53, 777], conditions(1))
    // The second of two keys waits until 8 ms after the frame of the first.
    #expect(frames.prefix(5).map(\.time) == [0, 50, 58, 158, 258])
    #expect(frames.contains { $0.time == 777 })
    #expect(frames.allSatisfy { $0.content == .everything })
    #expect((30...34).contains(frames.count))
  }

  /// A training may need every processor.
  @Test func newsOfALargeScreenIsDrawnLessOften() {
    func times(_ drawTime: Double) -> [Int] {
      var conditions = conditions(1)
      conditions.drawTime = .milliseconds(drawTime)
      return frames(keys: [777], conditions).map(\.time)
    }
    #expect(times(0.5).prefix(4) == [0, 100, 200, 300])
    #expect(times(1).prefix(4) == [0, 200, 400, 600])
    #expect(times(50).prefix(4) == [0, 250, 500, 750])
    #expect(times(50).contains(777))
  }

  @Test func newsLeavesASlowLineFreeForMostOfTheTime() {
    let times = frames(conditions(200)).map(\.time)
    #expect(times == [0, 600, 1200, 1800, 2400])
    #expect(frames(conditions(5000)).map(\.time) == [0, 2000])
  }

  @Test func theEffectOfAKeyGoesAheadOfNews() {
    let frames = frames(keys: [100, 650], conditions(200))
    #expect(frames.map(\.time) == [0, 100, 600, 650, 1200, 1800, 2400])
    #expect(frames.filter { $0.content == .keys }.map(\.time) == [100, 650])
  }

  @Test func aKeyThatIsHeldDownLeavesTimeForNews() {
    let keys = Set(stride(from: 1, to: 3000, by: 30))
    let news = frames(keys: keys, conditions(200)).filter { $0.content == .everything }
    #expect(news.count >= 4, "\(news)")
  }

  @Test func theAnswerToARequestDoesNotWaitForTheLine() {
    var conditions = conditions(500)
    conditions.awaitsAnswer = true
    let times = frames(keys: [20], conditions).filter { $0.content == .everything }.map(\.time)
    #expect(times.prefix(3) == [0, 120, 220])
    // One that takes long is no reason to fill the line.
    #expect(!times.contains { $0 >= 2020 }, "\(times)")
  }

  @Test func aScreenWithoutNewsIsDrawnForItsClock() {
    var pace = FramePace(at: start)
    #expect(pace.frame(conditions(0), at: start) == .everything)
    #expect(pace.wait(conditions(0), at: start) == .milliseconds(250))
    #expect(pace.frame(conditions(0), at: start + .milliseconds(499)) == nil)
    #expect(pace.frame(conditions(0), at: start + .milliseconds(500)) == .everything)
    pace.note()
    #expect(pace.wait(conditions(0), at: start + .milliseconds(530)) == .milliseconds(70))
  }
}
