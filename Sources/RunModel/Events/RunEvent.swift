public import JSONText

/// One thing that happened in a run: a line of `events.jsonl`.
///
/// Everything on screen is a fold of these, whether they come from a trainer in this process, from
/// another process, or from a file written last year. Epochs and steps count from 0, except
/// `StepProgress.step`, which is the number of steps done.
public struct RunEvent: Equatable, Sendable {
  /// Seconds since 1970.
  public var time: Double
  /// The kind of event, with its values.
  public var kind: Kind

  /// Creates an event of a run.
  public init(time: Double, _ kind: Kind) {
    self.time = time
    self.kind = kind
  }
}

extension RunEvent {
  /// The event as a line of `events.jsonl`, without the line end.
  ///
  /// Every line is an object with `event` and `time` first; `epoch` counts from 0.
  public var json: JSONValue {
    let name = kind.name
    return .object(
      [
        .init("event", .string(name.rawValue)),
        .init("time", .number((time * 1000).rounded() / 1000)),
      ] + (Kind.forms[name]?.members(kind) ?? []))
  }

  /// Reads a line of `events.jsonl`.
  ///
  /// - Throws: `SchemaError` with the member that is missing or of another kind.
  package init(members json: JSONValue) throws(SchemaError) {
    guard let time = json["time"]?.double else { throw .unusable("time") }
    guard let word = json["event"]?.string else { throw .unusable("event") }
    guard let name = Kind.Name(rawValue: word), let form = Kind.forms[name] else {
      throw SchemaError("no such event: \(word)")
    }
    self.init(time: time, try form.read(json))
  }
}
