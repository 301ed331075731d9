package import RunModel
package import Themes

/// Everything that the panel of callbacks shows.
package struct CallbackScene {
  /// The colours.
  package var theme: Theme
  /// The run as of the moment that is shown.
  package var history: RunHistory
  /// The callbacks of the run, or those that are tried on it.
  package var callbacks: [CallbackState]
  /// The learning rate of the run, or the first one of a what-if; nil when it is unknown.
  package var learningRate: Double?
  /// The number of the run's first epoch.
  package var firstEpoch: Int
  /// True while callbacks are tried: they are not part of the log.
  package var isWhatIf: Bool
  /// True when the learning rate is one that nobody told.
  package var isRateAssumed: Bool
  /// True when rows can be chosen.
  package var hasChoice: Bool
  /// The chosen row.
  package var choice: Choice
  /// The id of the callback all of whose parameters are listed; nil for none.
  package var opened: String?
  /// Returns the value requested for a row and not confirmed yet.
  package var pending: (Choice) -> ParameterValue?

  /// Creates the scene of a screen.
  package init(
    theme: Theme, history: RunHistory, callbacks: [CallbackState], learningRate: Double?,
    firstEpoch: Int, isWhatIf: Bool, isRateAssumed: Bool,
    hasChoice: Bool, choice: Choice, opened: String?,
    pending: @escaping (Choice) -> ParameterValue?
  ) {
    (self.theme, self.history, self.callbacks) = (theme, history, callbacks)
    (self.learningRate, self.firstEpoch, self.isWhatIf) = (learningRate, firstEpoch, isWhatIf)
    (self.hasChoice, self.choice, self.opened) = (hasChoice, choice, opened)
    (self.isRateAssumed, self.pending) = (isRateAssumed, pending)
  }

  /// All rows that can be chosen, from the top.
  package var choices: [Choice] {
    [.learningRate] + callbacks.flatMap { choices(of: $0) }
  }

  /// The rows of a callback that can be chosen.
  func choices(of callback: CallbackState) -> [Choice] {
    let folded = foldedFields(of: callback)
    let isOpen = opened == callback.id
    let fields = parameters(of: callback).filter { isOpen || !folded.contains($0) }
    return fields.map { .field(callback: callback.id, name: $0.name) }
      + (folded.isEmpty ? [] : [.more(callback: callback.id)])
  }

  /// The parameters that are hidden unless the callback is opened; the chosen one is always shown.
  func foldedFields(of callback: CallbackState) -> [Parameter] {
    let resting = parameters(of: callback).filter {
      $0.isAtRest
        && (opened == callback.id || choice != .field(callback: callback.id, name: $0.name))
    }
    // A single one needs no more room than the row that would hide it.
    return resting.count > 1 ? resting : []
  }

  /// The parameters that have an effect; callbacks that are tried print nothing.
  private func parameters(of callback: CallbackState) -> [Parameter] {
    isWhatIf ? callback.fields.filter { $0.name != "verbose" } : callback.fields
  }
}
