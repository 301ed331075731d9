internal import RunModel

extension RunOverview {
  /// The way of a log towards its last epoch.
  package struct Growth: Equatable, Sendable {
    /// The part of the epochs that is done, 0 … 1.
    package var fraction: Double
    /// Seconds until the last epoch ends if nothing stops the run; nil when they are not known.
    package var left: Double?
    /// Seconds since the writer was started; nil when the log has times of its own, or nobody knows.
    package var elapsed: Double?

    /// Creates the way.
    package init(fraction: Double, left: Double? = nil, elapsed: Double? = nil) {
      (self.fraction, self.left, self.elapsed) = (fraction, left, elapsed)
    }
  }

  /// The way of a log that grows towards a number of epochs; nil for others.
  ///
  /// - Parameter now: The time, in seconds since 1970.
  package func growth(at now: Double) -> Growth? {
    let planned = whole.info?.epochs ?? 0
    guard isLive, progress == nil, let last = recorded.last else { return nil }
    // A log may begin with a later epoch, and count from 0.
    let done = last.number + (recorded.firstNumber == 0 ? 1 : 0)
    guard planned > done else { return nil }
    var growth = Growth(fraction: Double(done) / Double(planned))
    let rest = Double(planned - done) / Double(recorded.count)
    if isTimed {
      growth.left = length * rest
    } else if let writerStart, let lastNews {
      growth.elapsed = max(0, now - writerStart)
      // Nothing that is awaited for longer than an epoch takes comes nearer.
      let (spent, waited) = (lastNews - writerStart, now - lastNews)
      let isLate = waited > spent / Double(recorded.count) && quiet(at: now) != nil
      growth.left = isLate ? nil : max(0, spent * rest - waited)
    }
    return growth
  }
}
