/// A model of the screen of a terminal of the xterm family.
///
/// It understands the sequences that ncurses sends and keeps others in `unknown`, so that it cannot be wrong silently.
public struct ScreenModel {
  /// The characters, row by row.
  public private(set) var rows: [[Unicode.Scalar]]
  /// Sequences that were not understood.
  public private(set) var unknown: [String] = []
  /// True once the program has asked whether frames can be shown in one piece.
  public private(set) var asksForSynchronization = false
  /// The frames that came in one piece.
  public private(set) var wholeFrames = 0
  private var isInFrame = false
  /// True while the alternate screen is shown.
  public private(set) var isAlternate = false
  /// True while the cursor is shown.
  public private(set) var isCursorShown = true
  /// True while the terminal reports the mouse.
  public private(set) var isMouseWatched = false
  /// True once a colour was set.
  public private(set) var hasColor = false
  private var width: Int
  private var height: Int
  private var x = 0
  private var y = 0
  private var top = 0
  private var bottom: Int
  private var last: Unicode.Scalar = " "
  private var pending: [UInt8] = []

  /// An empty screen.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bottom = height - 1
    rows = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  /// The rows as text, without blanks at their ends.
  public var lines: [String] {
    rows.map { row in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: row)
      var text = String(view)
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// All rows in one text.
  public var text: String { lines.joined(separator: "\n") }

  /// Changes the size and clears the screen; the program redraws it.
  public mutating func resize(width: Int, height: Int) {
    self.width = width
    self.height = height
    (top, bottom) = (0, height - 1)
    (x, y) = (min(x, width - 1), min(y, height - 1))
    rows = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  /// Adds output; a sequence that is cut off waits for its rest.
  public mutating func feed(_ bytes: [UInt8]) {
    pending += bytes
    var index = 0
    while index < pending.count {
      let used = step(at: index)
      if used == 0 { break }
      index += used
    }
    pending.removeFirst(index)
  }

  /// - Returns: The number of used bytes; 0 when more are needed.
  private mutating func step(at index: Int) -> Int {
    let byte = pending[index]
    switch byte {
    case 0x1B: return escape(at: index)
    case 0x0D: x = 0
    case 0x0A: lineFeed()
    case 0x08: x = max(0, x - 1)
    case 0x09: x = min(width - 1, (x / 8 + 1) * 8)
    case 0x07, 0x0E, 0x0F: break
    case ..<0x20: unknown.append("byte \(byte)")
    default:
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard index + length <= pending.count else { return 0 }
      let text = String(decoding: pending[index..<index + length], as: UTF8.self)
      for scalar in text.unicodeScalars { put(scalar) }
      return length
    }
    return 1
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if x >= width {
      x = 0
      lineFeed()
    }
    rows[y][x] = scalar
    x += 1
    last = scalar
  }

  private mutating func lineFeed() {
    if y == bottom { scroll(1) } else { y = min(height - 1, y + 1) }
  }

  private mutating func scroll(_ count: Int, from first: Int? = nil) {
    let blank = [Unicode.Scalar](repeating: " ", count: width)
    let first = first ?? top
    for _ in 0..<abs(count) where first <= bottom {
      if count > 0 {
        rows.remove(at: first)
        rows.insert(blank, at: bottom)
      } else {
        rows.remove(at: bottom)
        rows.insert(blank, at: first)
      }
    }
  }

  private mutating func escape(at index: Int) -> Int {
    guard index + 1 < pending.count else { return 0 }
    switch pending[index + 1] {
    case UInt8(ascii: "["): return control(at: index)
    case UInt8(ascii: "]"): return string(at: index)
    case UInt8(ascii: "("), UInt8(ascii: ")"): return index + 2 < pending.count ? 3 : 0
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "7"), UInt8(ascii: "8"): return 2
    case UInt8(ascii: "M"):
      if y == top { scroll(-1) } else { y = max(0, y - 1) }
      return 2
    default:
      unknown.append("ESC \(UnicodeScalar(pending[index + 1]))")
      return 2
    }
  }

  /// A string such as a question for the background: shown nowhere.
  private func string(at index: Int) -> Int {
    guard
      let end = pending[(index + 2)...].firstIndex(where: { $0 == 0x07 || $0 == 0x1B }),
      pending[end] == 0x07 || end + 1 < pending.count
    else { return 0 }
    return end - index + (pending[end] == 0x07 ? 1 : 2)
  }

  private mutating func control(at index: Int) -> Int {
    var end = index + 2
    while end < pending.count, !(0x40...0x7E).contains(pending[end]) { end += 1 }
    guard end < pending.count else { return 0 }
    let body = String(decoding: pending[index + 2..<end], as: UTF8.self)
    run(UnicodeScalar(pending[end]), body)
    return end - index + 1
  }

  private mutating func run(_ command: Unicode.Scalar, _ body: String) {
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let n = max(1, numbers.first ?? 1)
    switch command {
    case "H", "f":
      y = min(height, n) - 1
      x = min(width, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case "A": y = max(0, y - n)
    case "B", "e": y = min(height - 1, y + n)
    case "C", "a": x = min(width - 1, x + n)
    case "D": x = max(0, x - n)
    case "G", "`": x = min(width, n) - 1
    case "d": y = min(height, n) - 1
    case "J": erase(numbers.first ?? 0, isLine: false)
    case "K": erase(numbers.first ?? 0, isLine: true)
    case "X": for column in x..<min(width, x + n) { rows[y][column] = " " }
    case "b": for _ in 0..<n { put(last) }
    case "@":
      for _ in 0..<min(n, width - x) {
        rows[y].insert(" ", at: x)
        rows[y].removeLast()
      }
    case "P":
      for _ in 0..<min(n, width - x) {
        rows[y].remove(at: x)
        rows[y].append(" ")
      }
    case "L": scroll(-n, from: y)
    case "M": scroll(n, from: y)
    case "S": scroll(n)
    case "T": scroll(-n)
    case "r":
      top = n - 1
      bottom = (numbers.count > 1 && numbers[1] > 0 ? numbers[1] : height) - 1
      (x, y) = (0, 0)
    case "m":
      if numbers.contains(where: { (30...38).contains($0) || (40...48).contains($0) || $0 >= 90 }) {
        hasColor = true
      }
    case "h", "l": setMode(body, command == "h")
    case "t", "n", "c", "Z": break
    case "p" where body == "?2026$": asksForSynchronization = true
    default: unknown.append("CSI \(body)\(command)")
    }
  }

  private mutating func erase(_ part: Int, isLine: Bool) {
    let blank = [Unicode.Scalar](repeating: " ", count: width)
    let here = min(x, width - 1)
    switch part {
    case 0:
      for column in here..<width { rows[y][column] = " " }
      if !isLine { for row in y + 1..<max(y + 1, height) { rows[row] = blank } }
    case 1:
      for column in 0...here { rows[y][column] = " " }
      if !isLine { for row in 0..<y { rows[row] = blank } }
    default:
      if isLine { rows[y] = blank } else { rows = Array(repeating: blank, count: height) }
    }
  }

  private mutating func setMode(_ body: String, _ isSet: Bool) {
    switch body {
    case "?1049", "?47", "?1047":
      isAlternate = isSet
      rows = Array(repeating: Array(repeating: " ", count: width), count: height)
    case "?25": isCursorShown = isSet
    case "?1006;1000", "?1000", "?1006": isMouseWatched = isSet
    case "?1", "?7", "?12", "?12;25", "4", "34", "?3;4", "?2004":
      if body == "?12;25" { isCursorShown = isSet }
    case "?2026":
      if !isSet, isInFrame { wholeFrames += 1 }
      isInFrame = isSet
    default: unknown.append("CSI \(body)\(isSet ? "h" : "l")")
    }
  }
}
