internal import RunModel

extension Parameter {
  /// True when the parameter does not affect the callback's decisions: it is unset, off, or concerns
  /// printing.
  ///
  /// `enabled` counts as well, as it is shown beside the callback's name.
  var isAtRest: Bool {
    switch name {
    case "verbose", "enabled": true
    case "start_from_epoch": value == .integer(0)
    default: value == .none || value == .boolean(false)
    }
  }
}
