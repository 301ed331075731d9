internal import RunModel

/// The way of events to their listener; they can be held back until one that must come first is known.
final class Report {
  private let send: (RunEvent.Kind) -> Void
  private var held: [RunEvent.Kind]?

  init(_ send: @escaping (RunEvent.Kind) -> Void) { self.send = send }

  func tell(_ event: RunEvent.Kind) {
    if held == nil { send(event) } else { held?.append(event) }
  }

  /// Holds events back from now on.
  func hold() { held = held ?? [] }

  /// Sends what must come first, then what was held back.
  func release(after first: [RunEvent.Kind]) {
    let events = first + (held ?? [])
    held = nil
    events.forEach(send)
  }

  /// Sends what was held back, changed as the closure says.
  func release(_ change: (inout [RunEvent.Kind]) -> Void) {
    var events = held ?? []
    held = nil
    change(&events)
    events.forEach(send)
  }
}
