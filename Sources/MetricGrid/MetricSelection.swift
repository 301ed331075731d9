package import RunModel

/// The metrics of a run in the order of their charts: which of them are pinned, hidden, chosen, and
/// match what was typed.
///
/// Metrics are known by their titles.
public struct MetricSelection: Equatable, Sendable {
  /// The state of one metric.
  package enum Standing: Equatable, Sendable {
    /// Shown before all others.
    case pinned
    /// Shown where there is room.
    case automatic
    /// In the list alone.
    case hidden
  }

  /// All curves, the most important first.
  package private(set) var curves: [Curve] = []
  /// The titles of the pinned metrics, in their order.
  public private(set) var pins: [String] = []
  /// The titles of the hidden metrics.
  public private(set) var hidden: Set<String> = []
  /// The title of the chosen metric; nil for the most important one.
  public private(set) var chosen: String?
  /// The title of the metric that was last asked for by its name; nil for none.
  private var asked: String?
  /// The title of the chosen metric, if it was asked for by its name and no other was chosen since.
  package var named: String? { chosen == asked ? chosen : nil }
  /// The titles of metrics that show nothing, which have charts only when a person asks for them.
  private var idle: Set<String> = []
  /// The titles without their groups, by the whole ones; none for those that would look like another.
  package private(set) var shortTitles: [String: String] = [:]
  /// The typed pattern; nil for none.
  package private(set) var pattern: MetricPattern?
  /// The rows of the list: pinned metrics first, and only those that match the pattern.
  package private(set) var listed: [Curve] = []

  /// The chosen title before the pattern was typed.
  private var formerlyChosen: String?
  /// The curves and names that `curves` was made of.
  private var source = Source()

  private struct Source: Equatable, Sendable {
    var curves: [Curve] = []
    var watched: [String] = []
    var idle: Set<String> = []
  }

  /// Creates the selection of a run of which nothing is known.
  public init() {}

  public static func == (one: MetricSelection, other: MetricSelection) -> Bool {
    one.source == other.source && one.pins == other.pins && one.hidden == other.hidden
      && one.chosen == other.chosen
      && one.pattern == other.pattern
  }

  // MARK: What is known

  /// Replaces the curves of the run.
  ///
  /// - Parameters:
  ///   - watched: The names of the series that callbacks watch.
  ///   - idle: The titles of curves that show nothing.
  /// - Complexity: O(n) when nothing changed.
  package mutating func update(_ curves: [Curve], watched: [String], idle: Set<String> = []) {
    let new = Source(curves: curves, watched: watched, idle: idle)
    guard new != source else { return }
    source = new
    self.curves = MetricOrder.sorted(curves, watched: watched, idle: idle)
    self.idle = MetricOrder.leftOut(curves, watched: watched, idle: idle)
    shortTitles = ShortTitles.of(curves.map(\.title))
    // `pg1` alone does not say that it is a learning rate.
    for curve in curves where curve.isLearningRate { shortTitles[curve.title] = nil }
    list()
  }

  private mutating func list() {
    let ordered = pinnedFirst
    guard let pattern else {
      listed = ordered
      return
    }
    // A narrow list names a pair by its validation series.
    let found = pattern.matches(in: ordered.map(\.title) + ordered.map(\.judgedTitle))
    listed = Set(found.map { $0 % ordered.count }).sorted().map { ordered[$0] }
  }

  private var pinnedFirst: [Curve] {
    guard !pins.isEmpty else { return curves }
    let first = pins.compactMap { title in curves.first { $0.title == title } }
    return first + curves.filter { !pins.contains($0.title) }
  }

  /// The listed curves that have charts; those of all when a pattern leaves none.
  ///
  /// Without a pattern, one that shows nothing has none unless it is chosen or pinned.
  package var charted: [Curve] {
    let visible = hidden.isEmpty ? listed : listed.filter { !hidden.contains($0.title) }
    if !visible.isEmpty, pattern == nil, !idle.isEmpty {
      let shown = visible.filter {
        !idle.contains($0.title) || $0.title == chosen || pins.contains($0.title)
      }
      return shown.isEmpty ? visible : shown
    }
    guard visible.isEmpty, pattern != nil else { return visible }
    return pinnedFirst.filter { !hidden.contains($0.title) }
  }

  /// The standing of a metric.
  package func standing(of title: String) -> Standing {
    if pins.contains(title) { return .pinned }
    return hidden.contains(title) ? .hidden : .automatic
  }

  // MARK: Choosing

  /// The chosen curve, else the most important one that is listed.
  package var chosenCurve: Curve? {
    chosen.flatMap { title in curves.first { $0.title == title } } ?? charted.first ?? curves.first
  }

  /// The index of the chosen metric in the list; nil when it is not listed.
  package var chosenRow: Int? {
    chosenCurve.flatMap { curve in listed.firstIndex { $0.title == curve.title } }
  }

  /// Chooses a metric by its title.
  package mutating func choose(_ title: String?) { chosen = title }

  /// Chooses the metric that a person has asked for by its name.
  package mutating func choose(named title: String) { (chosen, asked) = (title, title) }

  /// Chooses a metric further down in the list, or up for a negative number.
  package mutating func chooseRow(by steps: Int) {
    guard !listed.isEmpty else { return }
    let row = chosenRow.map { $0 + steps } ?? 0
    chosen = listed[max(0, min(listed.count - 1, row))].title
  }

  /// Chooses the next metric with a chart, the first after the last; the previous one for a
  /// negative number.
  package mutating func chooseChart(by steps: Int) {
    let shown = charted
    guard !shown.isEmpty else { return }
    let count = shown.count
    let index = chosenCurve.flatMap { curve in shown.firstIndex { $0.title == curve.title } }
    chosen = shown[(((index ?? -1) + steps) % count + count) % count].title
  }

  /// Chooses the first metric of the next page of charts, or of the previous one.
  ///
  /// - Parameter capacity: The charts of a page.
  package mutating func turnPage(by pages: Int, capacity: Int) {
    let shown = charted
    let capacity = max(1, capacity)
    guard shown.count > capacity else { return }
    let last = (shown.count - 1) / capacity
    let page = max(0, min(last, self.page(capacity: capacity).number + pages))
    chosen = shown[page * capacity].title
  }

  // MARK: Pins

  /// Pins the chosen metric, hides a pinned one, and shows a hidden one where there is room.
  package mutating func changeStanding() {
    guard let title = chosenCurve?.title else { return }
    switch standing(of: title) {
    case .automatic: pins.append(title)
    case .pinned:
      pins.removeAll { $0 == title }
      hidden.insert(title)
    case .hidden: hidden.remove(title)
    }
    chosen = title
    list()
  }

  /// Pins and hides metrics as they were left; a title in both is pinned.
  package mutating func restore(pins: [String], hidden: [String]) {
    self.pins = pins
    self.hidden = Set(hidden).subtracting(pins)
    list()
  }

  /// Moves the chosen metric down among the pinned ones, or up for a negative number; one that was
  /// not pinned becomes the last or the first of them.
  package mutating func movePin(by steps: Int) {
    guard let title = chosenCurve?.title else { return }
    hidden.remove(title)
    let index = pins.firstIndex(of: title)
    if let index { pins.remove(at: index) }
    pins.insert(title, at: max(0, min(pins.count, index.map { $0 + steps } ?? pins.count)))
    chosen = title
    list()
  }

  // MARK: The pattern

  /// Lists only the metrics that match a text, and chooses the first of them; all for an empty text.
  package mutating func filter(by text: String) {
    pattern = text.isEmpty ? nil : MetricPattern(text)
    list()
    if pattern != nil, chosenRow == nil || chosen == nil {
      chosen = listed.first?.title ?? chosen
    }
  }

  /// Remembers the chosen metric before a pattern is typed.
  package mutating func startFilter() { formerlyChosen = chosen }

  /// Lists all metrics again, and chooses the one that was chosen before the pattern was typed.
  package mutating func cancelFilter() {
    filter(by: "")
    chosen = formerlyChosen
  }

  // MARK: Pages

  /// The charts of one page.
  package struct Page: Equatable {
    /// The number of the page, from 0.
    package var number: Int
    /// The number of pages, at least 1.
    package var count: Int
    /// The curves of the page.
    package var curves: [Curve]

    /// Creates a page.
    package init(number: Int, count: Int, curves: [Curve]) {
      self.number = number
      self.count = count
      self.curves = curves
    }
  }

  /// The page with the chosen metric; the last page is filled from the one before it.
  ///
  /// - Parameter capacity: The charts of a page.
  package func page(capacity: Int) -> Page {
    let shown = charted
    let capacity = max(1, capacity)
    guard shown.count > capacity else { return Page(number: 0, count: 1, curves: shown) }
    let index = chosenCurve.flatMap { curve in shown.firstIndex { $0.title == curve.title } } ?? 0
    let number = index / capacity
    let start = min(number * capacity, shown.count - capacity)
    return Page(
      number: number, count: (shown.count - 1) / capacity + 1,
      curves: Array(shown[start..<start + capacity]))
  }
}
