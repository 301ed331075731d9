/// The progress of several runs together: those of a sweep, and others that are trained.
package struct RunProgress: Equatable, Sendable {
  /// The epochs that were trained, in all runs.
  package let trained: Int
  /// The epochs that the runs will have, as far as they tell; those that a run no longer trains do not
  /// count.
  package let planned: Int
  /// The number of runs that have not begun.
  package let waiting: Int
  /// The number of runs that are trained.
  private let live: Int
  /// True when all tell how many epochs they will have.
  private let isWhole: Bool

  /// The progress of runs; nil when none is trained or waits, or when one does not tell how many
  /// epochs it plans.
  package init?(_ runs: [ComparedRun]) {
    let isOpen = { (run: ComparedRun) in run.isLive || run.isWaiting }
    guard runs.count > 1, runs.contains(where: isOpen) else { return nil }
    // Runs that were over before, and belong to no sweep, are no part of what is going on.
    let runs = runs.filter { isOpen($0) || $0.isPlanned }
    let awaited = runs.filter(isOpen)
    live = awaited.count { $0.isLive }
    waiting = awaited.count - live
    trained = runs.reduce(0) { $0 + $1.epochs }
    planned = runs.reduce(0) { $0 + (isOpen($1) ? max($1.epochs, $1.plannedEpochs) : $1.epochs) }
    // One that starts, or a script, does not tell its plan.
    isWhole = awaited.allSatisfy { $0.plannedEpochs > 0 }
    guard !awaited.contains(where: { $0.isLive && $0.epochs > 0 && $0.plannedEpochs == 0 })
    else { return nil }
  }

  /// The progress in words.
  package var words: String {
    if planned == 0 { return "\(live) training, \(waiting) waiting" }
    let share = isWhole ? " (\(trained * 100 / planned) %)" : ""
    return "\(trained) of \(planned) epochs\(share)" + (waiting > 0 ? ", \(waiting) waiting" : "")
  }
}
