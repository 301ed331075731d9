internal import Cells
internal import Playbacks
internal import RunModel

/// The end of a run.
extension DashboardState {
  /// Shows how the run has just ended; a key that was on its way does not close the card.
  mutating func showEnd() {
    isEndCardOpen = true
    endCardStays = now + 0.7
  }

  /// Closes the card for a key.
  ///
  /// - Returns: True if the key has done all that it is for.
  mutating func closeEndCard(with key: Key) -> Bool {
    let isForCard = key == .escape || key == .enter
    guard isEndCardOpen else { return false }
    guard now >= endCardStays else { return isForCard }
    isEndCardOpen = false
    if endCardStays.isFinite {
      endCardStays = -.infinity
      say("\(KeyTable.key("end-card", in: self)) shows again how the run ended")
    }
    return isForCard
  }

  /// The reason why the run ended, or the script that prints it; nil while neither has.
  var endReason: StopReason? {
    if case .ended(let reason) = runNow.status { return reason }
    return playback?.overview.scriptEnd
  }

  /// Plays the run from its start.
  mutating func replay() {
    playback?.seek(0)
    if playback?.isPlaying == false { playback?.playOrHold() }
  }

  /// The settings under which the run of this process is trained on; nil while it is trained, and
  /// for other runs.
  var continuation: Continuation? {
    guard playback?.overview.isOfThisProcess == true else { return nil }
    return Continuation(of: runNow)
  }

  /// Trains a run of this process on, or says how a run is trained on.
  mutating func trainOn() -> [DashboardEffect] {
    if let continuation { return [.trainOn(continuation)] }
    guard playback?.overview.isOfThisProcess == false, let settings = Continuation(of: runNow),
      let folder = playback?.overview.origin, playback?.overview.isResumable == true
    else {
      say("this run cannot be trained on as it is")
      return []
    }
    let words = settings.settings.map { " --set \($0)" }.joined()
    say("plateau train \(folder) --resume\(words) trains it on")
    return []
  }
}
