internal import Callbacks
internal import RunModel

/// The stops and pauses that are asked for, and cancelled.
extension RunControl {
  /// Ends training at a moment.
  func stop(
    _ moment: StopReason.Moment, _ request: CommandRequest
  ) throws(EditRefusal) {
    // A later request to end with the epoch does not delay an immediate end.
    if moment == .afterEpoch, stopsNow { throw EditRefusal("it is stopping already") }
    forget(.stop)
    stop = .person(moment, via: request.source)
    if moment == .afterEpoch { changes.append(.atEpochEnd(.stop), by: .stop(.afterEpoch)) }
    applied(request)
    if moment == .now { setPaused(false) }
  }

  /// Ends training after a later epoch.
  func stop(after epoch: Int, _ request: CommandRequest) throws(EditRefusal) {
    if stopsNow { throw EditRefusal("it is stopping already") }
    guard epoch > training.epoch else {
      let begun = training.epoch + 1
      let later = epoch > 0 && begun + epoch <= training.epochs
      throw EditRefusal(
        "this is epoch \(begun) already"
          + (later ? "; stop after \(begun + epoch) trains \(epoch) more" : ""))
    }
    guard epoch <= training.epochs else {
      throw EditRefusal(
        "training ends after epoch \(training.epochs); use epochs \(epoch) to train longer")
    }
    forget(.stop)
    laterStop = LaterStop(epoch: epoch, via: request.source)
    changes.append(.atEpochEnd(.stop), by: .stopAfter(epoch: epoch))
    applied(request)
  }

  /// Returns true when a stop or pause waits for the end of the epoch.
  func waits(_ waiting: WaitingCommand) -> Bool {
    switch waiting {
    case .pause: return pausesAtEpochEnd
    case .stop:
      if case .person(.afterEpoch, _) = stop { return true }
      return laterStop != nil
    }
  }

  /// Cancels a stop or pause that waits for the end of the epoch.
  func forget(_ waiting: WaitingCommand) {
    changes.removeAll { if case .atEpochEnd(waiting) = $0 { true } else { false } }
    switch waiting {
    case .pause: pausesAtEpochEnd = false
    case .stop:
      laterStop = nil
      if waits(.stop) { stop = nil }
    }
  }

  /// Cancels a stop after an epoch beyond the last one.
  ///
  /// - Returns: That stop; nil for none.
  func dropStop(after last: Int) -> LaterStop? {
    guard let laterStop, laterStop.epoch > last else { return nil }
    forget(.stop)
    return laterStop
  }

  /// Asks again for a stop that was dropped, unless another waits.
  func restore(_ dropped: LaterStop, by request: CommandRequest) {
    guard stop == nil, laterStop == nil, dropped.epoch <= training.epochs else { return }
    laterStop = dropped
    let command = RunCommand.stopAfter(epoch: dropped.epoch)
    // This keeps the changes that can be redone.
    changes.setRepeating(true)
    changes.append(.atEpochEnd(.stop), by: command)
    changes.setRepeating(false)
    applied(CommandRequest(id: "\(request.id)-stop", source: request.source, command))
  }
}
