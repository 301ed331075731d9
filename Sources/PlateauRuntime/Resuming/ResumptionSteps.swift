internal import RunFiles
internal import RunModel
internal import Training

/// The steps of a resumption that wait for the run's first events.
struct ResumptionSteps {
  let recipe: String
  let directory: RunDirectory
  let keeper: ResumeKeeper
  /// True once the recipe in the folder is the one that is trained.
  var isKept: Bool
  /// Sentences that the run reports after its start.
  var remarks: [String]
  /// A sentence about a change that alters results since the run broke off; nil for none.
  var note: String?

  /// Passes an event on, with what belongs before and after it.
  mutating func pass(_ event: RunEvent.Kind, to report: (RunEvent.Kind) -> Void) {
    // The recipe of a resumed run replaces the old one only once the run does continue.
    if !isKept, case .epochStarted = event {
      isKept = true
      do {
        try keeper.announceRecipe()
        try directory.write(recipe: recipe)
      } catch {
        report(.warning(from: "resume", text: "\(error)"))
      }
    }
    report(event)
    if case .runStarted = event {
      for remark in remarks { report(.warning(from: "resume", text: remark)) }
      remarks = []
      if let note { report(.message(from: "resume", text: note)) }
      note = nil
    }
  }
}
