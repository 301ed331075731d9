/// The lines of a text that are not blank, with their places.
struct TextLines {
  /// A line without its end.
  struct Line {
    /// Its number, from 1.
    var number: Int
    /// Where it begins, in bytes.
    var start: Int
    var bytes: ArraySlice<UInt8>
    /// Whether it has an end: else more of it may be missing.
    var isTerminated: Bool
  }

  private let bytes: [UInt8]
  private var index = 0
  private var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line that is not blank.
  mutating func next() -> Line? {
    while index < bytes.count {
      let start = index
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      index = end + 1
      number += 1
      let line = bytes[start..<end]
      if line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0 }) {
        return Line(
          number: number, start: start, bytes: line, isTerminated: end < bytes.count)
      }
    }
    return nil
  }
}
