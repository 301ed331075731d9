internal import Cells

/// The rectangles of everything on a screen of a certain size.
struct ScreenLayout {
  /// The two rows at the top.
  let header: Rect
  /// All rows between header and footer.
  let body: Rect
  /// The last row.
  let footer: Rect
  /// The panels that have room.
  private(set) var panels: [(panel: Panel, rect: Rect)] = []

  /// The smallest screen that shows everything.
  static let smallest = Size(60, 18)

  /// True when a screen of this size shows everything.
  static func fits(_ size: Size) -> Bool {
    size.width >= smallest.width && size.height >= smallest.height
  }

  init(state: DashboardState, size: Size) {
    let (header, below) = Rect(size).splitTop(2)
    let (body, footer) = below.splitTop(below.height - 1)
    self.header = header
    self.body = body
    self.footer = footer
    if size.width < 76 {
      placeNarrow(state)
    } else if state.isDetector, size.width >= 160, size.height >= 40 {
      placeWide(state)
    } else {
      placeSideBySide(state)
    }
    if state.output.isShown { replaceByOutput(state) }
  }

  /// The rectangle of a panel; nil when it has no room.
  subscript(panel: Panel) -> Rect? { panels.first { $0.panel == panel }?.rect }

  private mutating func add(_ panel: Panel, _ rect: Rect) { panels.append((panel, rect)) }

  /// Puts the charts above the callbacks; a page of the view key takes the whole body.
  private mutating func placeNarrow(_ state: DashboardState) {
    let page = state.page(first: .panel(.events))
    // No page covers the callbacks that are tried.
    guard page == .panel(.events) || state.whatIf != nil else {
      place(page, in: body, state)
      return
    }
    let wanted = min(CallbacksView.fullHeight(state) + 2, max(6, body.height / 2))
    let (top, bottom) = body.splitTop(body.height - wanted)
    add(.charts, top)
    add(.callbacks, bottom)
  }

  /// Puts the charts on the left, and on the right the callbacks above one page.
  private mutating func placeSideBySide(_ state: DashboardState) {
    let side = max(34, min(64, body.width * 36 / 100))
    let (left, right) = body.splitLeft(body.width - side)
    add(.charts, left)
    // An image needs more rows than a few events.
    let isRoomy = body.height >= 30
    let page = state.page(first: .panel(isRoomy && state.isDetector ? .image : .events))
    guard isRoomy || page == .panel(.events) || state.whatIf != nil else {
      place(page, in: right, state)
      return
    }
    // The events get the rows that the callbacks leave, at least a handful.
    let isLarge = isRoomy && (state.isDetector || page != .panel(.events))
    let spare = isLarge ? body.height * 48 / 100 : max(body.height / 4, 5)
    let height = min(CallbacksView.fullHeight(state) + 2, body.height - spare)
    let split = right.splitTop(height)
    add(.callbacks, split.top)
    place(isRoomy ? page : .panel(.events), in: split.rest, state)
  }

  /// Three columns: the charts, the callbacks above the events, and the detector's panels.
  private mutating func placeWide(_ state: DashboardState) {
    let detector = min(100, body.width * 32 / 100)
    let side = max(42, min(56, body.width * 24 / 100))
    let (left, right) = body.splitLeft(body.width - detector)
    let (curves, middle) = left.splitLeft(left.width - side)
    add(.charts, curves)
    let height = min(CallbacksView.fullHeight(state) + 2, middle.height - middle.height / 4)
    let split = middle.splitTop(height)
    add(.callbacks, split.top)
    add(.events, split.rest)
    place(state.page(first: .overview), in: right, state)
  }

  private mutating func place(_ page: PanelPage, in rect: Rect, _ state: DashboardState) {
    guard case .overview = page else {
      if case .panel(let panel) = page { add(panel, rect) }
      return
    }
    // The image takes the rows that the tables leave, but no more than its width fills.
    let tables = ClassesView.fullHeight(state) + ConfusionView.fullHeight(state)
    let room = max(rect.height / 2, rect.height - tables)
    let wanted = min(ImageView.fullHeight(state, width: rect.width), room)
    let (top, rest) = rect.splitTop(state.detector.isImageShown ? wanted : 0)
    if state.detector.isImageShown { add(.image, top) }
    let split = rest.splitTop(min(ClassesView.fullHeight(state), rest.height / 2))
    add(.classes, split.top)
    add(.confusion, split.rest)
  }

  /// Shows text from standard input in place of the events, or of the callbacks where events have
  /// no room.
  private mutating func replaceByOutput(_ state: DashboardState) {
    let replaced: Panel = self[.events] == nil ? .callbacks : .events
    if replaced == .callbacks, state.whatIf != nil { return }
    panels = panels.map { $0.panel == replaced ? (.output, $0.rect) : $0 }
  }
}
