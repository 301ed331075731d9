import Foundation
import TestSupport
import Testing

extension Program {
  /// A long run without a screen that has trained an epoch; nobody reads its output.
  ///
  /// - Parameter prefix: a program that starts it, with its options.
  func trainSilently(_ run: String, under prefix: String = "") throws -> PseudoTerminal {
    let command =
      "exec \(prefix) \"$0\" train small.yaml --headless --run \(run) --set epochs=100000 "
      + "--set early_stopping.patience=50000 >/dev/null 2>&1"
    let terminal = try #require(
      PseudoTerminal("/bin/sh", ["-c", command, Self.path], folder: folder))
    let hasTrained = eventually(within: .seconds(60)) {
      (try? file(run + "/events.jsonl").contains("epoch_ended")) == true
    }
    try #require(hasTrained)
    return terminal
  }
}
