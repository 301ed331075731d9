/// Decides when a frame is drawn, and whether it has news: within 8 ms of a key or of the first
/// news, otherwise at most ten times a second, or thirty times while a recording plays.
///
/// A training may need every processor: its news is drawn less often where a frame takes long, but
/// four times a second at least.
///
/// On a slow line, news leaves most of the time free for keys, whose effect goes ahead of them.
package struct FramePace {
  /// The contents of a frame.
  package enum Content: Equatable, Sendable {
    /// News, and the effect of keys.
    case everything
    /// The effect of keys alone.
    case keys
  }

  /// The present state of the screen and its line, as far as the pace depends on it.
  package struct Conditions: Sendable {
    /// True while a recording plays.
    package var isPlaying = false
    /// True while a recording plays or a log is read.
    package var isMoving = false
    /// True in the first second of a screen that has no run yet.
    package var isBeginning = false
    /// True while a request of this screen has no answer.
    package var awaitsAnswer = false
    /// The time that the line lately took for a frame.
    package var frameTime = Duration.zero
    /// The processor time that a frame of news lately took.
    package var drawTime = Duration.zero

    /// A run that trains, on a fast line.
    package init() {}
  }

  package typealias Instant = ContinuousClock.Instant

  private var lastFrame: Instant
  private var lastNews: Instant
  private var lastPress: Instant?
  /// True when a key, the mouse or a new size has changed the screen since the last frame.
  private var wasPressed = true
  /// True when there is something to show that no frame has.
  private var hasNews = true

  /// The time of a frame on a line that is fast enough for all news.
  private static let fastFrame = Duration.milliseconds(50)
  /// The longest time for which news waits so that the line is free.
  private static let longestRoom = Duration.seconds(2)
  /// The times between frames of news, from a screen that is drawn in no time to one that takes long.
  private static let newsTimes = Duration.milliseconds(100)...Duration.milliseconds(250)
  /// The part of a processor that frames of news take: one in so many.
  private static let newsShare = 200

  /// Creates the pace of a screen that nothing was drawn on.
  package init(at now: Instant) {
    lastFrame = now - Self.longestRoom
    lastNews = lastFrame
  }

  /// Notes that a person has changed the screen.
  package mutating func press(at now: Instant) {
    wasPressed = true
    lastPress = now
  }

  /// Notes that there is news.
  package mutating func note() { hasNews = true }

  /// The time to wait for events.
  package func wait(_ conditions: Conditions, at now: Instant) -> Duration {
    guard isWanted(conditions) else { return .milliseconds(250) }
    return max(.zero, due(conditions, at: now) - now)
  }

  /// The frame to draw now; nil for none.
  package mutating func frame(_ conditions: Conditions, at now: Instant) -> Content? {
    let due = due(conditions, at: now)
    // The clock moves.
    let next = isWanted(conditions) ? due : max(due, lastFrame + .milliseconds(500))
    guard now >= next else { return nil }
    let isAhead =
      wasPressed && conditions.frameTime > Self.fastFrame && now < lastNews + room(conditions)
    lastFrame = now
    wasPressed = false
    hasNews = isAhead
    if isAhead { return .keys }
    lastNews = now
    return .everything
  }

  /// True when the next frame differs from the last one.
  private func isWanted(_ conditions: Conditions) -> Bool {
    hasNews || wasPressed || conditions.isPlaying
  }

  /// The time of the next frame.
  private func due(_ conditions: Conditions, at now: Instant) -> Instant {
    if wasPressed || conditions.isBeginning { return lastFrame + .milliseconds(8) }
    if conditions.isMoving { return lastFrame + .milliseconds(33) }
    // The answer to what a person has just asked for does not wait.
    if conditions.awaitsAnswer, let lastPress, now - lastPress < Self.longestRoom {
      return lastFrame + Self.newsTimes.lowerBound
    }
    let time = conditions.drawTime * Self.newsShare
    let next = lastFrame + min(max(time, Self.newsTimes.lowerBound), Self.newsTimes.upperBound)
    return max(next, lastNews + room(conditions))
  }

  /// The time from one frame of news to the next that leaves the line free for keys.
  private func room(_ conditions: Conditions) -> Duration {
    min(conditions.frameTime * 3, Self.longestRoom)
  }
}
