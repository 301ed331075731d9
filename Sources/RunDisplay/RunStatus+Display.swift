internal import Cells
package import Charts
package import RunModel
package import Themes

extension RunStatus {
  /// The word in the header.
  package var word: String {
    switch self {
    case .waiting: "starting"
    case .training: "training"
    case .validating: "validating"
    case .paused: "paused"
    case .recorded: "log"
    case .ended(.completed): "done"
    case .ended(.failed): "failed"
    case .ended: "stopped"
    }
  }

  /// The sign before the word.
  package func symbol(_ symbols: Symbols) -> Unicode.Scalar {
    switch self {
    case .waiting, .training, .validating: symbols.live
    case .paused: symbols.pause
    case .ended, .recorded: symbols.stop
    }
  }

  /// The colour of both.
  package var role: Theme.Role {
    switch self {
    case .waiting: .dim
    case .training: .good
    case .validating: .validation
    case .paused: .warning
    case .recorded: .dim
    case .ended(.failed): .bad
    case .ended: .best
    }
  }
}
