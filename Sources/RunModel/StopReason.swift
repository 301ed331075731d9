package import JSONText

/// The reason why training ended.
public enum StopReason: Equatable, Sendable {
  /// The moment at which a person wants training to end.
  public enum Moment: String, Equatable, Sendable {
    /// After the current batch.
    case now
    /// After the current epoch.
    case afterEpoch = "after_epoch"
  }

  /// All epochs were trained.
  case completed
  /// A callback set `stopTraining`.
  case callback(name: String, epoch: Int, evidence: Evidence?)
  /// A person asked for it through `via`: the dashboard, `commands.jsonl`, Ctrl-C.
  case person(Moment, via: String)
  /// An error ended it.
  case failed(String)

  /// A sentence for the screen, the log and the last line that is printed; epochs count from 1.
  public var sentence: String { sentence(countingFrom: 1) }

  /// The sentence with the epoch numbers of a log.
  ///
  /// - Parameter first: The number of the first epoch.
  public func sentence(countingFrom first: Int) -> String {
    switch self {
    case .completed: "all epochs done"
    case .callback(let name, let epoch, let evidence):
      "\(name) stopped it after epoch \(epoch + first)"
        + (evidence.map { ": \($0.clause(countingFrom: first))" } ?? "")
    case .person(.now, let via): "stopped by \(via)"
    case .person(.afterEpoch, let via): "stopped by \(via) at the end of the epoch"
    case .failed(let why): "failed: \(why)"
    }
  }
}

extension StopReason {
  /// The reason with the min_delta that kept better values from counting.
  ///
  /// - Parameters:
  ///   - callbacks: The callbacks as they were then.
  ///   - best: Returns the best value of a metric.
  package func explained(
    by callbacks: [CallbackState], best: (_ metric: String, Direction) -> Double?
  ) -> StopReason {
    guard case .callback(let name, let epoch, var evidence?) = self, evidence.cause == .patience,
      let callback = callbacks.first(where: { $0.name == name && $0.monitor == evidence.monitor }),
      let direction = callback.direction, evidence.missedBaseline == nil
    else { return self }
    evidence.decidingDelta = callback.decidingDelta(over: best(evidence.monitor, direction))
    return .callback(name: name, epoch: epoch, evidence: evidence)
  }

  private enum Kind: String {
    case completed, callback, person, failed
  }

  private var kind: Kind {
    switch self {
    case .completed: .completed
    case .callback: .callback
    case .person: .person
    case .failed: .failed
    }
  }

  private static func form(of kind: Kind) -> JSONCase<Self> {
    switch kind {
    case .completed: JSONCase(.completed)
    case .callback: callbackForm
    case .person: personForm
    case .failed: failedForm
    }
  }

  private static let callbackForm = JSONCase<Self>(
    .init("name", .text), .init("epoch", .integer),
    .init("evidence", .optional(.object(Evidence.schema))), make: Self.callback
  ) {
    if case .callback(let name, let epoch, let evidence) = $0 {
      (name, epoch, evidence)
    } else {
      nil
    }
  }

  private static let personForm = JSONCase<Self>(
    .init("when", .word), .init("via", .text), make: Self.person
  ) {
    if case .person(let moment, let via) = $0 { (moment, via) } else { nil }
  }

  private static let failedForm = JSONCase<Self>(.init("why", .text), make: Self.failed) {
    if case .failed(let why) = $0 { why } else { nil }
  }

  /// The reason as an object with its `kind` first.
  package var json: JSONValue {
    .object([.init("kind", .string(kind.rawValue))] + Self.form(of: kind).members(self))
  }

  /// Reads a reason.
  ///
  /// - Throws: `SchemaError` with the member that is missing or of another kind.
  package init(json: JSONValue) throws(SchemaError) {
    guard let kind = json["kind"]?.string.flatMap(Kind.init) else { throw .unusable("kind") }
    self = try Self.form(of: kind).read(json)
  }
}

extension JSONForm<StopReason> {
  static var reason: Self {
    Self(
      write: { $0.json },
      read: { (json) throws(SchemaError) in
        guard let json else { return nil }
        return try StopReason(json: json)
      })
  }
}
