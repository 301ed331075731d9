internal import CurveStore

/// The form of lines that differ only in their numbers.
struct TextForm: Sendable {
  /// The most numbers of a line that are kept.
  static let mostNumbers = 64

  /// The first line of the form.
  let example: [UInt8]
  /// The names of its numbers.
  let layout: FormLayout
  /// The number of the first line in the file, from 1.
  let firstLine: Int
  /// True when the names come from the header of a table.
  let isTableRow: Bool
  /// True when the line tells what a callback did.
  let isMessage: Bool
  /// The constant parts, to recognize further lines quickly.
  let pattern: FormPattern?
  /// The pattern that named the numbers; nil when their names were learned.
  var given: GivenForm?
  /// The values so far, per number.
  var statistics: [SlotStatistics]
  /// The number of lines.
  var lines = 0
  /// The number of lines that another replaced on the screen.
  var redrawn = 0
  /// The number of times that an inner counter fell while an outer one, the first index, did not
  /// rise; for the first four whole numbers.
  private var fallsAlone = [Int](repeating: 0, count: 16)
  /// The indices of the first four whole numbers that are not left out.
  let candidates: [Int]

  /// True when the lines draw a bar, or most of them were replaced on the screen.
  var isBar: Bool { layout.hasBar || redrawn * 2 > lines }

  /// The number of numbers that each row keeps.
  var width: Int { statistics.count }

  init(
    example: [UInt8], layout: FormLayout, firstLine: Int, isTableRow: Bool, isMessage: Bool,
    numbers: Int, pattern: FormPattern?
  ) {
    self.pattern = pattern
    (self.example, self.layout, self.firstLine) = (example, Self.kept(layout), firstLine)
    (self.isTableRow, self.isMessage) = (isTableRow, isMessage)
    statistics = Array(repeating: SlotStatistics(), count: min(numbers, Self.mostNumbers))
    candidates = Array(
      layout.slots.prefix(Self.mostNumbers).indices.filter {
        guard layout.slots[$0].isWhole else { return false }
        switch layout.slots[$0].use {
        case .counter, .unnamed: return true
        default: return false
        }
      }.prefix(4))
  }

  /// A layout without the numbers that rows do not keep.
  private static func kept(_ layout: FormLayout) -> FormLayout {
    guard layout.slots.count > mostNumbers else { return layout }
    var layout = layout
    layout.slots = layout.slots.filter { $0.number < mostNumbers }
    for index in layout.slots.indices {
      if layout.slots[index].total ?? 0 >= mostNumbers { layout.slots[index].total = nil }
      if layout.slots[index].mean ?? 0 >= mostNumbers { layout.slots[index].mean = nil }
    }
    return layout
  }

  /// Adds the numbers of a line.
  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    lines += 1
    if candidates.count > 1 { compare(values) }
    statistics.withUnsafeMutableBufferPointer { statistics in
      for index in statistics.indices { statistics[index].add(values[index]) }
    }
  }

  /// The number of times that an inner counter fell while an outer one did not rise; 0 for numbers
  /// that are not among the ``candidates``.
  func fallsAlone(of inner: Int, in outer: Int) -> Int {
    guard let first = candidates.firstIndex(of: outer),
      let second = candidates.firstIndex(of: inner)
    else { return 0 }
    return fallsAlone[first * 4 + second]
  }

  /// Notes inner counters that start over although no outer one steps on.
  private mutating func compare(_ values: UnsafeBufferPointer<Double>) {
    for (inner, slot) in candidates.enumerated() where values[slot] < statistics[slot].last {
      for (outer, other) in candidates.enumerated()
      where outer != inner && values[other] <= statistics[other].last {
        fallsAlone[outer * 4 + inner] += 1
      }
    }
  }
}
