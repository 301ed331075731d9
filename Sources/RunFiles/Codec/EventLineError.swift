package import JSONText

/// The reason why a line of `events.jsonl` is not an event.
package enum EventLineError: Error {
  /// The line is not JSON.
  case notJSON(JSONParser.Failure)
  /// The line is JSON, but not an event that this version knows; `reason` says why.
  case notEvent(reason: String)
}
