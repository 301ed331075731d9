package import JSONText

/// The reason why a line of `events.jsonl` is not an event.
package enum EventLineError: Error {
  /// It is not JSON.
  case notJSON(JSONParser.Failure)
  /// It is JSON, but not an event that this version knows; the reason in words.
  case notEvent(reason: String)
}
