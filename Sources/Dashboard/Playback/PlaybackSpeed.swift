/// How fast a run is played back.
public enum PlaybackSpeed: Equatable, Sendable {
  /// So many seconds of the run in one.
  case times(Double)
  /// So many epochs in a second, however long they took.
  case epochs(Double)

  /// The speeds that the keys go through, the slowest first; one epoch a second is beside them.
  static let ladder: [Double] = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

  /// The next slower or faster speed.
  func stepped(by steps: Int) -> PlaybackSpeed {
    switch self {
    case .times(let times):
      let index = Self.ladder.firstIndex { $0 >= times * 0.999 } ?? Self.ladder.count - 1
      return .times(Self.ladder[max(0, min(Self.ladder.count - 1, index + steps))])
    case .epochs(let rate):
      return .epochs(max(0.25, min(64, steps > 0 ? rate * 2 : rate / 2)))
    }
  }

  /// In a few characters.
  var words: String {
    switch self {
    case .times(let times): "\(Self.number(times))×"
    case .epochs(1): "an epoch a second"
    case .epochs(let rate): "\(Self.number(rate)) epochs a second"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
