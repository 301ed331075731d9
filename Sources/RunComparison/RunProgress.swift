/// The progress of several runs together: those of a sweep, and others that are trained.
package struct RunProgress: Equatable, Sendable {
  /// The epochs that were trained, in all runs.
  package let trained: Int
  /// The epochs that the runs will have, as far as they tell; those that a run no longer trains do not
  /// count.
  package let planned: Int
  /// The number of runs that have not begun.
  package let waiting: Int
  /// True when all tell how many epochs they will have.
  private let isWhole: Bool

  /// The progress of runs; nil when none is trained or waits, or when one does not tell how many
  /// epochs it plans.
  package init?(_ runs: [ComparedRun]) {
    let isOpen = { (run: ComparedRun) in run.isLive || run.isWaiting }
    guard runs.count > 1, runs.contains(where: isOpen) else { return nil }
    // Runs that were over before, and belong to no sweep, are no part of what is going on.
    let runs = runs.filter { isOpen($0) || $0.isPlanned }
    // One that starts has not told its plan yet.
    let begun = runs.filter {
      !$0.isWaiting && ($0.plannedEpochs > 0 || $0.epochs > 0 || !$0.isLive)
    }
    guard begun.allSatisfy({ !$0.isLive || $0.plannedEpochs > 0 }) else { return nil }
    trained = begun.reduce(0) { $0 + $1.epochs }
    let waiting = runs.filter { !begun.contains($0) }
    planned =
      begun.reduce(0) { $0 + ($1.isLive ? max($1.epochs, $1.plannedEpochs) : $1.epochs) }
      + waiting.reduce(0) { $0 + $1.plannedEpochs }
    isWhole = waiting.allSatisfy { $0.plannedEpochs > 0 }
    self.waiting = waiting.count
  }

  /// The progress in words.
  package var words: String {
    let share = planned > 0 && isWhole ? " (\(trained * 100 / planned) %)" : ""
    return "\(trained) of \(planned) epochs\(share)" + (waiting > 0 ? ", \(waiting) waiting" : "")
  }
}
