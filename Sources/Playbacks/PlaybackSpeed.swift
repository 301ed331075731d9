/// The speed of a playback.
public enum PlaybackSpeed: Equatable, Sendable {
  /// A number of seconds of the run per second.
  case times(Double)
  /// A number of epochs per second, however long they took.
  case epochs(Double)

  /// The speeds that the keys go through, slowest first, for a run without epochs.
  package static let ladder: [Double] = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

  /// The next slower or faster speed.
  package func stepped(by steps: Int) -> PlaybackSpeed {
    switch self {
    case .times(let times):
      let index = Self.ladder.firstIndex { $0 >= times * 0.999 } ?? Self.ladder.count - 1
      return .times(Self.ladder[max(0, min(Self.ladder.count - 1, index + steps))])
    case .epochs(let rate):
      return .epochs(max(0.25, min(64, steps > 0 ? rate * 2 : rate / 2)))
    }
  }

  /// A short text: `10×`, `2 epochs/s`.
  package var text: String {
    switch self {
    case .times(let times): "\(Self.number(times))×"
    case .epochs(1): "1 epoch/s"
    case .epochs(let rate): "\(Self.number(rate)) epochs/s"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
