internal import Cells
package import Charts
package import RunModel
package import Themes

extension EventMark.Kind {
  /// The sign on the event strip and in the list of events.
  package func symbol(_ symbols: Symbols) -> Unicode.Scalar {
    switch self {
    case .learningRateCut: symbols.cut
    case .schedule: symbols.schedule
    case .best: symbols.star
    case .checkpoint: symbols.disk
    case .pause: symbols.pause
    case .edit: symbols.edit
    case .warning: symbols.warning
    case .end: symbols.stop
    }
  }

  /// The colour of the sign.
  package var role: Theme.Role {
    switch self {
    case .learningRateCut, .schedule: .learningRate
    case .best: .best
    case .checkpoint: .good
    case .pause, .warning: .warning
    case .edit: .edit
    case .end: .strong
    }
  }

  /// The precedence among marks that fall on the same column; the highest is shown.
  package var importance: Int {
    switch self {
    case .end: 6
    // Only the present best value has its star.
    case .best: 5
    case .learningRateCut: 4
    case .edit: 3
    case .warning: 2
    case .pause: 1
    case .schedule, .checkpoint: 0
    }
  }
}
