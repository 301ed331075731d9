internal import BareFoundation
package import RunFiles
package import RunModel

/// The advice how a run of `plateau train` is continued.
package enum ResumeAdvice {
  /// The command that continues a run; nil when nothing was saved to continue from, as after a full
  /// disk.
  package static func command(for directory: RunDirectory, _ history: RunHistory) -> String? {
    let resume = "plateau train \(directory.path) --resume"
    if FileManager.default.fileExists(atPath: directory.state) { return resume }
    let checkpoints = SavedStates(directory).checkpoints
    // A run that was interrupted in its first epoch, or before its state was kept, starts over.
    if history.epochs.count <= 1, checkpoints.isEmpty { return resume }
    return checkpoints.first.map { "\(resume) --checkpoint \($0)" }
  }

  /// False for a run of `plateau train` that cannot be continued; scripts have their own ways.
  package static func isPossible(for directory: RunDirectory, _ history: RunHistory) -> Bool {
    history.info?.isOurs != true || command(for: directory, history) != nil
  }

  /// The clause for a run that no command can continue.
  package static let none = "nothing was saved to continue it from"
}
