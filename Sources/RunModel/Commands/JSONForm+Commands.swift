internal import JSONText

extension JSONForm<StopReason.Moment> {
  /// The moment of a stop: now where none is named.
  static var moment: Self {
    Self(
      write: { .string($0.rawValue) },
      read: { (json) throws(SchemaError) in
        let word = json?.string ?? StopReason.Moment.now.rawValue
        guard let moment = StopReason.Moment(rawValue: word) else {
          throw SchemaError("stop takes \"when\": \"now\" or \"after_epoch\", not \"\(word)\"")
        }
        return moment
      })
  }
}

extension JSONForm<Int> {
  /// Places in the chain, at most 1000 either way; 0 is refused.
  static var steps: Self {
    Self(
      write: { .integer($0) },
      read: { (json) throws(SchemaError) in
        json?.int.flatMap { $0 == 0 ? nil : max(-1_000, min(1_000, $0)) }
      })
  }
}
