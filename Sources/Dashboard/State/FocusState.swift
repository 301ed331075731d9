internal import Cells
internal import ChartPanels
internal import EventLists
internal import EventPanels
internal import MetricGrid
internal import RunComparison
internal import RunModel
internal import SummaryPanels

/// The pane that the arrows act in, and the one that fills the screen.
public struct FocusState: Equatable, Sendable {
  /// The focused pane; nil for the one that suits the run.
  private(set) var pane: Panel?
  /// The pane that fills the screen; nil for none.
  var full: Panel?
  /// The pane that was focused before a key that did something else gave the focus away, so that Esc ends
  /// both; nil inside for none, and outside while the focus is not lent.
  private var lender: Panel??

  /// Focuses a pane, or none.
  mutating func give(to pane: Panel?) { (self.pane, lender) = (pane, nil) }

  /// Focuses a pane for a key that does something else.
  mutating func lend(to pane: Panel) {
    if lender == nil { lender = .some(self.pane) }
    self.pane = pane
  }

  /// Gives a lent focus back, or takes one's own away.
  mutating func leave() { give(to: lender ?? nil) }

  /// Gives a lent focus back.
  mutating func takeBack() {
    if let lender { give(to: lender) }
  }
}

extension DashboardState {
  /// The pane that the arrows act in: the focused one, else the callbacks while their rows can be
  /// chosen, else the charts.
  var activePane: Panel { focus.pane ?? (canChooseRows ? .callbacks : mainPane) }

  /// The pane to enlarge: the focused one, else the view that was gone to, else the active one.
  var enlargedPane: Panel {
    let layout = ScreenLayout(state: self, size: size)
    guard focus.pane == nil, page == layout.page, case .panel(let view)? = page,
      layout[view] != nil
    else { return activePane }
    return view
  }

  /// The pane with the most room.
  var mainPane: Panel { hasOnlySummaries ? .summaries : .charts }

  /// The panes that can be focused, in order.
  var panes: [Panel] {
    (hasOnlySummaries ? [.summaries] : [.charts, .metrics]) + (hasSeveralRuns ? [.runs] : [])
      + (isInviting ? [] : [.callbacks]) + [.events]
      + Panel.pages(in: self) + (output.lines.isEmpty ? [] : [.output])
  }

  /// True when a pane is focused by the person.
  func isFocused(_ pane: Panel) -> Bool { focus.pane == pane }

  /// Focuses the next pane, or the previous one for a negative number.
  mutating func moveFocus(by steps: Int) {
    let panes = panes
    events.isCardOpen = false
    let index = focus.pane.flatMap { panes.firstIndex(of: $0) } ?? (steps > 0 ? -1 : 0)
    let next = panes[((index + steps) % panes.count + panes.count) % panes.count]
    focus.give(to: next)
    if focus.full != nil { focus.full = next }
  }

  /// Shows the next view; a focus on a view, or on a pane that covers it, goes there, too.
  mutating func turnPage() {
    var bare = self
    bare.focus = FocusState()
    let layout = ScreenLayout(state: bare, size: size)
    // No overview fits into one pane.
    let pages = layout.pages.filter { focus.full == nil || $0 != .overview }
    let covering = focus.pane.flatMap { layout[$0] == nil ? pages.firstIndex(of: .panel($0)) : nil }
    let current = covering ?? pages.firstIndex(of: layout.page) ?? -1
    let next = pages[(current + 1) % pages.count]
    page = next == layout.pages[0] ? nil : next
    guard let pane = focus.pane else { return }
    bare.page = page
    let new = ScreenLayout(state: bare, size: size)
    let views = Panel.pages(in: self)
    var shown = views.first { new[$0] != nil }
    if case .panel(let view) = next { shown = view }
    let wasThere = views.contains(pane) || layout.page == .panel(pane)
    if wasThere || new[pane] == nil || focus.full != nil { focus.give(to: shown) }
    if focus.full != nil { focus.full = shown }
  }

  /// Shows a pane on the whole screen, or all panes again.
  ///
  /// - Parameter pane: The pane; the arrows still act in the focused one.
  mutating func toggleFull(_ pane: Panel) {
    if focus.full != nil { return closeFull() }
    focus.full = pane
    if focus.pane == nil { focus.lend(to: pane) }
  }

  /// Shows the text of a program in place of another pane, or that again; says why where it has no room.
  mutating func toggleOutput() {
    let wasSeen = isOutputSeen
    output.isShown = !wasSeen
    if wasSeen {
      if focus.full == .output { closeFull() }
      if focus.pane == .output { focus.leave() }
    } else if !isOutputSeen {
      output.isShown = false
      let least = ScreenLayout.smallest
      let size = "it takes \(least.width) columns and \(least.height) rows"
      let remedy =
        focus.full != nil ? "esc makes some" : whatIf != nil ? "w ends the what-if" : size
      say("no room for the console text: \(ScreenLayout.fits(self.size) ? remedy : size)")
    }
  }

  private var isOutputSeen: Bool {
    guard ScreenLayout.fits(size) else { return false }
    if isWaiting, playback == nil { return output.isShown }
    return ScreenLayout(state: self, size: size)[.output] != nil
  }

  private mutating func closeFull() {
    focus.full = nil
    focus.takeBack()
  }

  /// Closes what the focus has opened: a card, the full screen, then the pattern, then the
  /// focus itself.
  ///
  /// - Returns: False when there was nothing to close.
  mutating func closeFocus() -> Bool {
    if events.isCardOpen {
      events.closeCard()
    } else if focus.full != nil {
      closeFull()
    } else if events.filter.pattern != nil, focus.pane == .events {
      matchEvents("")
    } else if summaries.pattern != nil, focus.pane == .summaries {
      summaries.filter(by: "")
    } else if metrics.pattern != nil {
      metrics.filter(by: "")
      focus.takeBack()
    } else if !runs.filter.isEmpty {
      filterRuns(by: "")
    } else if let pane = focus.pane {
      focus.leave()
      if pane == .events { (events.cursor, events.offset) = (nil, 0) }
    } else {
      return false
    }
    return true
  }

  /// Shows the next page of charts, or the previous one for a negative number.
  mutating func turnChartPage(by pages: Int) {
    metrics.turnPage(by: pages, capacity: chartCapacity)
  }

  /// True when not all charts have room at once.
  var hasChartPages: Bool { chartScene.page(capacity: chartCapacity).count > 1 }

  /// The number of charts that have room.
  private var chartCapacity: Int {
    chartScene.grid(in: ScreenLayout(state: self, size: size)[.charts] ?? Rect(size)).capacity
  }
}
