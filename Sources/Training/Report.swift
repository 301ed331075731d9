internal import RunModel

/// The channel of events to their listener, which can hold events back until one that comes first
/// is known.
final class Report {
  private let send: (RunEvent.Kind) -> Void
  private var held: [RunEvent.Kind]?

  init(_ send: @escaping (RunEvent.Kind) -> Void) { self.send = send }

  func tell(_ event: RunEvent.Kind) {
    if held == nil { send(event) } else { held?.append(event) }
  }

  /// Holds events back from now on.
  func hold() { held = held ?? [] }

  /// Sends first events, then those that were held back.
  func release(after first: [RunEvent.Kind]) {
    let events = first + (held ?? [])
    held = nil
    events.forEach(send)
  }

  /// Sends the events that were held back, after a closure has changed them.
  func release(_ change: (inout [RunEvent.Kind]) -> Void) {
    var events = held ?? []
    held = nil
    change(&events)
    events.forEach(send)
  }
}
