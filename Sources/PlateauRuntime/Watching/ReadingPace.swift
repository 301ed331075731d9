/// The pace at which a log that grows is read: at most seven times a second, and in a fortieth of the
/// time, so that watching takes little from what is trained.
enum ReadingPace {
  private static let shortest = Duration.milliseconds(150)
  private static let longest = Duration.seconds(1)
  private static let part = 40

  /// The pause after reading and showing the newest part of a log.
  ///
  /// - Parameter spent: The time that it took.
  static func pause(after spent: Duration) -> Duration {
    min(longest, max(shortest - spent, spent * part))
  }
}
