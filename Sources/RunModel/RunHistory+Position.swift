internal import OrderedCollections

/// The positions of steps and epochs on the run's axis.
extension RunHistory {
  /// The position of the run on its axis.
  public var position: Double { reach ?? x(epoch: epoch, step: step) }

  /// Epochs done, with the finished fraction of the current one where its length is known.
  public var epochsDone: Double {
    steps > 0 ? Double(epoch) + Double(min(step, steps)) / Double(steps) : Double(epoch)
  }

  /// The x of a step of an epoch.
  func x(epoch: Int, step: Int) -> Double {
    if axis == .step { return Double(tally.steps(before: epoch) + step) }
    return steps > 0 ? Double(epoch) + Double(min(step, steps)) / Double(steps) : Double(epoch)
  }

  /// The x of the end of an epoch.
  func x(endOf epoch: Int) -> Double {
    guard axis == .step else { return Double(epoch + 1) }
    return Double(tally.steps(atEndOf: epoch) ?? tally.steps(before: self.epoch) + step)
  }

  /// Moves the run to an epoch and a step of it.
  mutating func move(toEpoch epoch: Int, step: Int) {
    if axis == .step, epoch > self.epoch {
      tally.begin(epoch, after: tally.steps(before: self.epoch) + self.step)
    }
    (self.epoch, self.step) = (epoch, step)
  }

  /// Counts the x of the run in steps, because the length of its epochs is not known.
  ///
  /// It is decided once, at the first report of steps, before there is any curve.
  mutating func countStepsIfNeeded(_ progress: StepProgress) {
    defer { hasSteps = true }
    guard !hasSteps, axis == .epoch, steps == 0, progress.steps == 0, epochSeries.isEmpty else {
      return
    }
    axis = .step
    tally.begin(progress.epoch, after: 0)
    learningRates.move { _ in 0 }
    moveSchedule { _ in 0 }
    for index in marks.indices { marks[index].x = 0 }
    for index in entries.indices { entries[index].x = 0 }
  }
}
