package import Cells
package import Charts
package import RunModel
package import Themes

/// One row about the machine: the load of its cores and GPUs, its memory and its disk.
///
/// With little room the bars go first, then the disk and the memory.
package struct MachineStripView {
  private let machine: MachineState
  /// The states until then, the newest last.
  private let past: [MachineState]
  private let host: String
  private let theme: Theme
  private let symbols: Symbols

  /// A part of the row.
  private struct Part {
    var label: String
    /// The filled fraction of the bar; nil for no bar.
    var share: Double?
    /// The load until now, drawn in place of the bar; empty for the bar.
    var course: [Double] = []
    /// The levels of several GPUs; empty for none.
    var levels: [Double] = []
    var words: [(text: String, role: Theme.Role)]
    /// The colour of the bar.
    var role = Theme.Role.dim

    func width(barWidth: Int) -> Int {
      let bar = share == nil ? 0 : barWidth == 0 ? 0 : barWidth + 1
      let levels = levels.isEmpty ? 0 : levels.count + 1
      return label.cellWidth + 1 + bar + levels
        + words.reduce(0) { $0 + $1.text.cellWidth + 2 } - 2
    }
  }

  /// The columns between two parts.
  private static let gap = 3

  /// Creates the row.
  ///
  /// - Parameters:
  ///   - past: The states until then, the newest last; the load of the cores and of a single GPU is
  ///     drawn over them.
  ///   - host: The name of the machine if it is another one; empty for this one.
  package init(
    _ machine: MachineState, past: [MachineState] = [], host: String = "", theme: Theme,
    symbols: Symbols
  ) {
    self.machine = machine
    self.past = past
    self.host = host
    self.theme = theme
    self.symbols = symbols
  }

  /// True when there is something to show.
  package static func isKnown(_ machine: MachineState) -> Bool {
    machine.load != nil || machine.memory != nil || !machine.gpus.isEmpty
  }

  /// Draws the row from its left end.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    var parts = [gpus, processor, memory, disk].compactMap(\.self)
    let room = rect.width - 2 - (host.isEmpty ? 0 : host.sanitized.cellWidth + Self.gap)
    var barWidth = 12
    func width() -> Int {
      parts.reduce(0) { $0 + $1.width(barWidth: barWidth) + Self.gap } - Self.gap
    }
    while width() > room, !parts.isEmpty {
      if barWidth > 6 {
        barWidth -= 2
      } else if barWidth > 0 {
        barWidth = 0
      } else {
        parts.removeLast()
      }
    }
    var x = rect.x + 1
    if !host.isEmpty {
      x += grid.write(host.sanitized, at: x, rect.y, theme.style(.dim)) + Self.gap
    }
    for part in parts {
      draw(part, at: x, rect.y, barWidth: barWidth, on: &grid)
      x += part.width(barWidth: barWidth) + Self.gap
    }
  }

  private func draw(
    _ part: Part, at column: Int, _ row: Int, barWidth: Int, on grid: inout CellGrid
  ) {
    var x = column
    x += grid.write(part.label, at: x, row, theme.style(.dim)) + 1
    if let share = part.share, barWidth > 0 {
      if part.course.isEmpty {
        FillBar(share).draw(
          at: x, row, width: barWidth, full: style(part.role), empty: theme.style(.quiet),
          on: &grid, symbols: symbols)
      } else {
        // The newest stands beside its number.
        let course = part.course.suffix(barWidth)
        draw(course, at: x + barWidth - course.count, row, part.role, on: &grid)
      }
      x += barWidth + 1
    }
    draw(part.levels[...], at: x, row, part.role, on: &grid)
    x += part.levels.count
    if !part.levels.isEmpty { x += 1 }
    for word in part.words { x += grid.write(word.text, at: x, row, theme.style(word.role)) + 2 }
  }

  private func draw(
    _ levels: ArraySlice<Double>, at x: Int, _ row: Int, _ role: Theme.Role,
    on grid: inout CellGrid
  ) {
    let top = symbols.levels.count - 1
    for (column, level) in levels.enumerated() {
      let index = min(top, max(0, Int((level * Double(top)).rounded())))
      grid.put(symbols.levels[index], at: x + column, row, style(role))
    }
  }

  /// The style of bars, which are fainter than their words.
  private func style(_ role: Theme.Role) -> Style {
    guard role == .dim else { return theme.style(role) }
    return Style(theme.color(.dim).mixed(with: theme.color(.background), 0.35))
  }

  // MARK: Parts

  private var processor: Part? {
    guard let load = machine.load, load.isFinite else { return nil }
    return Part(
      label: "cpu", share: load, course: course { $0.load }, words: [(Self.percent(load), .text)])
  }

  /// The number of states over which a load is drawn, and the fewest.
  private static let courses = 3...12

  /// A load over the last states; empty while there are few.
  private func course(_ load: (MachineState) -> Double?) -> [Double] {
    let loads = past.suffix(Self.courses.upperBound).compactMap(load).filter(\.isFinite)
    return loads.count >= Self.courses.lowerBound ? loads : []
  }

  private var memory: Part? {
    guard let used = machine.memoryUsed, let total = machine.memory, total > 0 else { return nil }
    let role: Theme.Role = used / total > 0.95 ? .warning : .text
    return Part(
      label: "memory", share: used / total, words: [(Self.amount(used, of: total), role)],
      role: role == .text ? .dim : role)
  }

  private var disk: Part? {
    guard let free = machine.diskFree, free.isFinite else { return nil }
    let isLow = free < 1e9 || machine.disk.map { free < 0.02 * $0 } == true
    return Part(
      label: "disk", words: [("\(Self.space(free)) free", isLow ? .warning : .text)])
  }

  /// One GPU by a bar; several by a level each, with their mean load, all of their memory and the
  /// highest temperature.
  private var gpus: Part? {
    let gpus = machine.gpus
    guard let first = gpus.first else { return nil }
    let loads = gpus.map { gpu in
      gpu.load.map { $0.isFinite ? min(1, max(0, $0)) : 0 } ?? 0
    }
    let mean = loads.reduce(0) { $0 + $1 / Double(loads.count) }
    var part = Part(label: gpus.count == 1 ? "gpu" : "\(gpus.count) gpus", words: [])
    if gpus.count == 1 {
      part.course = course { $0.gpus.first?.load }
      part.share = first.load == nil ? nil : mean
    } else {
      part.levels = Array(loads.prefix(16))
    }
    if gpus.contains(where: { $0.load != nil }) { part.words.append((Self.percent(mean), .text)) }
    let used = gpus.compactMap(\.memoryUsed).reduce(0, +)
    let total = gpus.compactMap(\.memory).reduce(0, +)
    if total > 0 {
      part.words.append(
        (Self.amount(used, of: total), used / total > 0.97 ? .warning : .text))
    }
    if let hottest = gpus.compactMap(\.temperature).max(), hottest.isFinite {
      let isHot = gpus.contains(where: \.isThrottled)
      let degrees = "\(Self.whole(hottest))\(symbols.dots == .ascii ? " C" : " °C")"
      part.words.append((isHot ? "\(degrees), slowed" : degrees, isHot ? .bad : .text))
    }
    return part
  }

  // MARK: Words

  /// A whole number, whatever a file says.
  private static func whole(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(min(1e9, max(-1e9, value.rounded())))
  }

  /// Right-aligned, so that nothing moves while the load changes.
  private static func percent(_ share: Double) -> String {
    let number = "\(whole(min(1, max(0, share)) * 100))"
    return String(repeating: " ", count: max(0, 3 - number.count)) + number + "%"
  }

  /// An amount of memory: `12.3 of 62.8 GiB`.
  private static func amount(_ used: Double, of total: Double) -> String {
    let unit = 1_073_741_824.0
    func number(_ bytes: Double) -> String {
      let size = bytes / unit
      return size < 99.95 && total < 100 * unit ? size.printed("%.1f") : "\(whole(size))"
    }
    let (used, total) = (number(used), number(total))
    let blanks = String(repeating: " ", count: max(0, total.count - used.count))
    return "\(blanks)\(used) of \(total) GiB"
  }

  /// The space on a disk: `210 GB`.
  private static func space(_ bytes: Double) -> String {
    if bytes >= 1e12 { return "\((min(bytes, 1e18) / 1e12).printed("%.1f")) TB" }
    if bytes >= 1e10 { return "\(whole(bytes / 1e9)) GB" }
    return "\((bytes / 1e9).printed("%.1f")) GB"
  }
}
