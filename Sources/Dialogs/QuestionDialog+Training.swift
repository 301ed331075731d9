package import Charts
package import Themes

/// The questions before a run ends.
extension QuestionDialog {
  /// The question before the screen of a run is left that this would end.
  ///
  /// - Parameter isScript: True for a script, which cannot be stopped after an epoch here.
  package static func quitting(
    isScript: Bool, theme: Theme, symbols: Symbols
  ) -> QuestionDialog {
    let answers =
      isScript
      ? [
        Answer("y", "stop the script and quit", short: "stop and quit"),
        Answer("h", "leave the screen; the script keeps running", short: "keep it running"),
        Answer("esc", "stay", short: "stay"),
      ]
      : [
        Answer("y", "stop now, save and quit", short: "stop and save"),
        Answer("s", "stop after this epoch, then quit", short: "after epoch"),
        Answer("h", "leave the screen; training continues", short: "keep it running"),
        Answer("esc", "stay", short: "stay"),
      ]
    return QuestionDialog(title: "Quit?", answers: answers, theme: theme, symbols: symbols)
  }

  /// The question before training ends within an epoch.
  package static func stopping(theme: Theme, symbols: Symbols) -> QuestionDialog {
    QuestionDialog(
      title: "Stop training now?",
      answers: [
        Answer("y", "stop after this batch and save", short: "stop and save"),
        Answer("s", "stop after this epoch", short: "after epoch"),
        Answer("esc", "keep training", short: "keep training"),
      ], theme: theme, symbols: symbols)
  }
}
