/// The work of one of the ranks that train a run together, since it was told last.
public struct RankLoad: Equatable, Sendable {
  /// The name of its host; empty when unknown.
  public var host: String
  /// The examples that it trained on.
  public var samples: Int
  /// The seconds of steps in which it computed.
  public var computing: Double
  /// The seconds of steps in which it waited for messages.
  public var waiting: Double

  /// Describes the work of a rank.
  public init(host: String = "", samples: Int = 0, computing: Double = 0, waiting: Double = 0) {
    self.host = host
    self.samples = samples
    self.computing = computing
    self.waiting = waiting
  }

  /// The seconds of steps.
  public var seconds: Double { computing + waiting }

  /// The part of a step in which it waits, 0 … 1; nil as long as no step is known.
  public var waitingShare: Double? {
    let share = waiting / seconds
    return share.isFinite ? min(1, max(0, share)) : nil
  }

  /// Adds what the same rank did before or after.
  public static func += (load: inout RankLoad, other: RankLoad) {
    load.samples += other.samples
    load.computing += other.computing
    load.waiting += other.waiting
  }
}

extension RankLoad {
  static let schema = JSONSchema(
    RankLoad(),
    [
      .init("host", \.host, .omitted(.text, when: "")),
      .init("samples", \.samples, .omitted(.integer, when: 0)),
      .init("computing", \.computing, .omitted(.number, when: 0)),
      .init("waiting", \.waiting, .omitted(.number, when: 0)),
    ])
}
