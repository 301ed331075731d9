internal import RunModel

/// Changes of the learning rate by one schedule in one direction, with no change by another between.
package struct SchedulePhase: Equatable, Sendable {
  /// The position of the first change on the axis.
  package let start: Double
  /// The rate before the first change.
  package let old: Double
  /// The rate after the last change.
  package fileprivate(set) var new: Double
}

/// The phases among events.
struct SchedulePhases {
  /// The phases of two changes and more, by the places of their last changes.
  private(set) var ends: [Int: SchedulePhase] = [:]
  /// The places of the changes before the last one of their phase.
  private(set) var parts: Set<Int> = []

  /// - Complexity: O(events).
  init(_ events: [(x: Double, mark: EventMark.Kind?, text: String)]) {
    var open: (phase: SchedulePhase, source: Substring, places: [Int])?
    for (place, event) in events.enumerated() where event.text.hasPrefix(Self.rate) {
      let change = event.mark == .schedule ? Self.change(in: event.text) : nil
      if let change, let phase = open?.phase, open?.source == change.source,
        (phase.new > phase.old) == (change.new > change.old)
      {
        open?.phase.new = change.new
        open?.places.append(place)
      } else {
        close(open?.phase, open?.places ?? [])
        open = change.map {
          (SchedulePhase(start: event.x, old: $0.old, new: $0.new), $0.source, [place])
        }
      }
    }
    close(open?.phase, open?.places ?? [])
  }

  private mutating func close(_ phase: SchedulePhase?, _ places: [Int]) {
    guard let phase, let last = places.last, places.count > 1 else { return }
    ends[last] = phase
    parts.formUnion(places.dropLast())
  }

  private static let rate = "learning rate "

  /// The rates of `learning rate 0.1 → 0.01 (Name)`; nil for other words.
  private static func change(in text: String) -> (old: Double, new: Double, source: Substring)? {
    let words = text.dropFirst(rate.count).split(separator: " ", maxSplits: 3)
    guard words.count == 4, words[1] == "→", let old = Double(words[0]), let new = Double(words[2])
    else { return nil }
    return (old, new, words[3])
  }
}
