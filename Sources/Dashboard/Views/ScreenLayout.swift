internal import CallbackPanels
internal import Cells
internal import ChartPanels
internal import Configuration
internal import DetectorPanels
internal import EventPanels
internal import MetricGrid
internal import Playbacks
internal import RunModel
internal import SummaryPanels

/// The rectangles of everything on a screen of a certain size.
struct ScreenLayout {
  /// The two rows at the top.
  let header: Rect
  /// All rows between header and footer.
  let body: Rect
  /// The row about the ranks that train together; nil where it has no room, and without any.
  let ranks: Rect?
  /// The row about the machine; nil where it has no room.
  let machine: Rect?
  /// The last row.
  let footer: Rect
  /// The panels that have room.
  private(set) var panels: [(panel: Panel, rect: Rect)] = []
  /// The pages that the view key goes through at this size.
  let pages: [PanelPage]
  /// The page that it has come to, whether or not a focused pane covers it.
  let page: PanelPage

  /// The smallest screen that shows everything.
  static let smallest = Size(60, 18)

  /// The number of metrics from which their list has a column of its own.
  private static let longList = 10

  /// True when a screen of this size shows everything.
  static func fits(_ size: Size) -> Bool {
    size.width >= smallest.width && size.height >= smallest.height
  }

  init(state: DashboardState, size: Size) {
    let (header, below) = Rect(size).splitTop(2)
    let (rest, footer) = below.splitTop(below.height - 1)
    let hasMachine = MachineRow.isShown(in: state, size: size)
    let hasRanks = MachineRow.hasRanks(in: state, size: size)
    let (above, machine) = rest.splitTop(rest.height - (hasMachine ? 1 : 0))
    let (body, ranks) = above.splitTop(above.height - (hasRanks ? 1 : 0))
    self.header = header
    self.body = body
    self.ranks = hasRanks ? ranks : nil
    self.machine = hasMachine ? machine : nil
    self.footer = footer
    let isWide = size.width >= 160 && size.height >= 40
    let isSmall = size.width < 76 || body.height < 30
    pages = state.pages(
      first: isWide && state.isDetector
        ? .overview : isSmall ? .panel(.events) : Self.roomyPage(state))
    page = pages.first { $0 == state.page } ?? pages[0]
    if size.width < 76 {
      placeNarrow(state)
    } else if state.isDetector, isWide {
      placeWide(state)
    } else if state.metrics.curves.count >= Self.longList, isWide {
      placeWithList(state)
    } else {
      placeSideBySide(state)
    }
    if state.hasOnlySummaries { placeSummaries(state) }
    if state.configuration.layout.isSideLeft { mirror() }
    if state.output.isShown { replaceByOutput(state) }
    if let full = state.focus.full {
      panels = [(full, body)]
    } else if let pane = state.focus.pane, self[pane] == nil {
      bringIn(pane)
    }
  }

  /// The rectangle of a panel; nil when it has no room.
  subscript(panel: Panel) -> Rect? { panels.first { $0.panel == panel }?.rect }

  private mutating func add(_ panel: Panel, _ rect: Rect) { panels.append((panel, rect)) }

  /// Swaps left and right.
  private mutating func mirror() {
    for index in panels.indices {
      panels[index].rect.x = body.x + body.maxX - panels[index].rect.maxX
    }
  }

  /// Shows the summaries of a log without numbers in place of its charts; of one run alone.
  private mutating func placeSummaries(_ state: DashboardState) {
    guard state.hasSeveralRuns else {
      panels = [(.summaries, body)]
      return
    }
    panels = panels.map { $0.panel == .charts ? (.summaries, $0.rect) : $0 }
  }

  /// The columns for the callbacks and events that the person wants; nil for the usual ones.
  private func sideWidth(_ state: DashboardState) -> Int? {
    state.configuration.layout.sideShare.map { share in
      max(30, Int(share * Double(body.width)))
    }
  }

  /// Puts the charts above the callbacks; a page of the view key takes the whole body.
  private mutating func placeNarrow(_ state: DashboardState) {
    // No page covers the callbacks that are tried.
    guard page == .panel(.events) || state.whatIf != nil else {
      place(page, in: body, state)
      return
    }
    let wanted = min(Self.sideHeight(state, width: body.width), max(6, body.height / 2))
    let (top, bottom) = body.splitTop(body.height - wanted)
    add(.charts, top)
    let comparesRuns = state.hasSeveralRuns && state.whatIf == nil
    add(comparesRuns ? .runs : Self.sidePanel(state), bottom)
  }

  /// Puts the table of several runs at the top of a column, in two fifths of it and the rows that
  /// the panes below leave free.
  ///
  /// - Parameter rows: The rows that the pane below can fill; the events are below that one.
  /// - Returns: The rows below.
  private mutating func placeRuns(
    _ state: DashboardState, in column: Rect, over rows: Int
  ) -> Rect {
    guard let count = state.playback?.overviews.count, count > 1 else { return column }
    let events =
      page == .panel(.events) ? max(5, state.eventScene.listedCount + 2) : column.height
    let free = column.height - max(rows + events, rows * 4 / 3 + 1)
    let (top, rest) = column.splitTop(
      min(RunsView.fullHeight(count), max(column.height * 2 / 5, free)))
    add(.runs, top)
    return rest
  }

  /// Puts the charts on the left, and on the right the callbacks above one page.
  private mutating func placeSideBySide(_ state: DashboardState) {
    let side = sideWidth(state) ?? max(34, min(64, body.width * 36 / 100))
    let (left, column) = body.splitLeft(body.width - side)
    // An image needs more rows than a few events, which then go below the charts.
    let isRoomy = body.height >= 30
    let hasStrip = state.isDetector && body.height >= 35 && page != .panel(.events)
    let (charts, strip) = left.splitTop(left.height - (hasStrip ? max(7, left.height / 6) : 0))
    add(.charts, charts)
    if hasStrip { add(.events, strip) }
    guard isRoomy || page == .panel(.events) || state.whatIf != nil else {
      place(page, in: column, state)
      return
    }
    let list = Self.listHeight(state) + 2
    let hasList = isRoomy && Self.sidePanel(state) == .callbacks && state.metrics.curves.count > 2
    let right = placeRuns(
      state, in: column, over: Self.sideHeight(state, width: side) + (hasList ? list : 0))
    // The events get the rows that the callbacks leave, at least a handful.
    let isLarge = isRoomy && (state.isDetector || page != .panel(.events))
    let spare = isLarge ? right.height * 48 / 100 : max(right.height / 4, 5)
    let height = min(Self.sideHeight(state, width: side), right.height - spare)
    let split = right.splitTop(height)
    add(Self.sidePanel(state), split.top)
    var rest = split.rest
    if hasList, page == .panel(.events), rest.height >= 12 {
      let lower = rest.splitTop(min(list, rest.height / 2))
      add(.metrics, lower.top)
      rest = lower.rest
    }
    place(isRoomy ? page : .panel(.events), in: rest, state)
  }

  /// The first page of a screen that has room for more than a few events.
  private static func roomyPage(_ state: DashboardState) -> PanelPage {
    .panel(state.isDetector ? .image : SummariesView.isPage(in: state) ? .summaries : .events)
  }

  /// The panel at the top of the side: the callbacks, or the metrics of a log without callbacks.
  private static func sidePanel(_ state: DashboardState) -> Panel {
    state.isInviting ? .metrics : .callbacks
  }

  /// The rows of that panel with its frame.
  private static func sideHeight(_ state: DashboardState, width: Int) -> Int {
    2
      + (state.isInviting
        ? listHeight(state) : CallbacksView.fullHeight(state.callbackScene, width: width))
  }

  /// The rows of the whole list of metrics, without its frame.
  private static func listHeight(_ state: DashboardState) -> Int {
    MetricsView.fullHeight(state.metrics, hasInvitation: state.isInviting)
  }

  /// The list of metrics, the charts, and the callbacks above the events, beside each other.
  private mutating func placeWithList(_ state: DashboardState) {
    let side = sideWidth(state) ?? max(42, min(56, body.width * 26 / 100))
    let list = max(34, min(60, body.width * 22 / 100))
    guard Self.sidePanel(state) == .callbacks else {
      // A log without callbacks has few events; the charts get their column.
      let (column, charts) = body.splitLeft(state.hasSeveralRuns ? max(list, side) : list)
      add(.charts, charts)
      let left = placeRuns(state, in: column, over: Self.listHeight(state) + 2)
      let split = left.splitTop(page == .panel(.events) ? left.height * 3 / 4 : left.height / 2)
      add(.metrics, split.top)
      place(page, in: split.rest, state)
      return
    }
    let (left, right) = body.splitLeft(body.width - side)
    let (column, charts) = left.splitLeft(list)
    add(.metrics, placeRuns(state, in: column, over: Self.listHeight(state) + 2))
    add(.charts, charts)
    let height = min(
      CallbacksView.fullHeight(state.callbackScene, width: side) + 2,
      right.height - right.height / 4)
    let split = right.splitTop(height)
    add(.callbacks, split.top)
    place(page, in: split.rest, state)
  }

  /// Shows the focused pane in place of the last one; on a small screen in place of all but the
  /// charts.
  private mutating func bringIn(_ pane: Panel) {
    let others = panels.filter { $0.panel != .charts }
    guard let last = others.last else { return }
    let isLarge = body.height >= 30
    let rects = isLarge ? [last.rect] : others.map(\.rect)
    let (x, y) = (rects.map(\.x).min() ?? 0, rects.map(\.y).min() ?? 0)
    let rect = Rect(
      x: x, y: y, width: (rects.map(\.maxX).max() ?? 0) - x,
      height: (rects.map(\.maxY).max() ?? 0) - y)
    panels.removeAll { isLarge ? $0.panel == last.panel : $0.panel != .charts }
    add(pane, rect)
  }

  /// Three columns: the charts, the callbacks above the events, and the detector's panels.
  private mutating func placeWide(_ state: DashboardState) {
    let detector = min(100, body.width * 32 / 100)
    let side = sideWidth(state) ?? max(42, min(56, body.width * 24 / 100))
    let (left, right) = body.splitLeft(body.width - detector)
    let (curves, column) = left.splitLeft(left.width - side)
    add(.charts, curves)
    let middle = placeRuns(
      state, in: column, over: CallbacksView.fullHeight(state.callbackScene, width: side) + 2)
    let height = min(
      CallbacksView.fullHeight(state.callbackScene, width: side) + 2,
      middle.height - middle.height / 4)
    let split = middle.splitTop(height)
    add(.callbacks, split.top)
    add(.events, split.rest)
    place(page, in: right, state)
  }

  private mutating func place(_ page: PanelPage, in rect: Rect, _ state: DashboardState) {
    guard case .overview = page else {
      if case .panel(let panel) = page { add(panel, rect) }
      return
    }
    // The image takes the rows that the tables leave, but no more than its width fills.
    let tables =
      ClassesView.fullHeight(state.history) + ConfusionView.fullHeight(state.history)
    let room = max(rect.height / 2, rect.height - tables)
    let wanted = min(ImageView.fullHeight(state.history, state.detector, width: rect.width), room)
    let (top, rest) = rect.splitTop(state.detector.isImageShown ? wanted : 0)
    if state.detector.isImageShown { add(.image, top) }
    let split = rest.splitTop(min(ClassesView.fullHeight(state.history), rest.height / 2))
    add(.classes, split.top)
    add(.confusion, split.rest)
  }

  /// Shows text from standard input in place of the events, or of the callbacks where events have
  /// no room.
  private mutating func replaceByOutput(_ state: DashboardState) {
    let replaced = [.events, .summaries].first { self[$0] != nil } ?? Self.sidePanel(state)
    if replaced == .callbacks, state.whatIf != nil { return }
    panels = panels.map { $0.panel == replaced ? (.output, $0.rect) : $0 }
  }
}
