internal import Cells

/// Where everything stands on a screen of a size; nil for what has no room.
struct Layout {
  let header: Rect
  let body: Rect
  private(set) var charts: Rect?
  private(set) var callbacks: Rect?
  /// The list of events.
  private(set) var events: Rect?
  /// What the detector sees.
  private(set) var picture: Rect?
  /// The table of classes.
  private(set) var classes: Rect?
  /// The confusion matrix.
  private(set) var confusion: Rect?
  let footer: Rect

  /// The smallest screen that shows everything.
  static let smallest = Size(60, 18)

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
  }

  /// The curves above, the callbacks below over the whole width; what a detector finds is a page.
  private mutating func placeNarrow(_ state: DashboardState) {
    let panel = state.panel(first: .events)
    // What is tried is not hidden behind what the detector sees.
    guard panel == .events || state.whatIf != nil else {
      place(panel, in: body, state)
      return
    }
    let wanted = min(CallbacksView.fullHeight(state) + 2, max(6, body.height / 2))
    let (top, bottom) = body.splitTop(body.height - wanted)
    charts = top
    callbacks = bottom
  }

  /// The curves on the left; on the right the callbacks, and below them one panel.
  private mutating func placeSideBySide(_ state: DashboardState) {
    let side = max(34, min(64, body.width * 36 / 100))
    let (left, right) = body.splitLeft(body.width - side)
    charts = left
    // A picture wants more rows than a few events.
    let isRoomy = body.height >= 30
    let panel = state.panel(first: isRoomy ? .picture : .events)
    guard isRoomy || panel == .events || state.whatIf != nil else {
      place(panel, in: right, state)
      return
    }
    // The events get what the callbacks leave, but at least a handful of rows where there are any.
    let spare =
      state.isDetector && isRoomy ? body.height * 48 / 100 : max(body.height / 4, 5)
    let height = min(CallbacksView.fullHeight(state) + 2, body.height - spare)
    if height < 8, !CallbacksView.isInviting(state) {
      callbacks = right
    } else {
      let split = right.splitTop(height)
      callbacks = split.top
      place(isRoomy ? panel : .events, in: split.rest, state)
    }
  }

  /// Three columns: the curves, the callbacks above the events, and what the detector finds.
  private mutating func placeWide(_ state: DashboardState) {
    let detector = min(100, body.width * 32 / 100)
    let side = max(42, min(56, body.width * 24 / 100))
    let (left, right) = body.splitLeft(body.width - detector)
    let (curves, middle) = left.splitLeft(left.width - side)
    charts = curves
    let height = min(CallbacksView.fullHeight(state) + 2, middle.height - middle.height / 4)
    let split = middle.splitTop(height)
    callbacks = split.top
    events = split.rest
    place(state.panel(first: .overview), in: right, state)
  }

  private mutating func place(_ panel: DetectorPanel, in rect: Rect, _ state: DashboardState) {
    switch panel {
    case .events: events = rect
    case .picture: picture = rect
    case .classes: classes = rect
    case .confusion: confusion = rect
    case .overview:
      // The picture takes what the tables leave, but not more than its width fills.
      let tables = ClassesView.fullHeight(state) + ConfusionView.fullHeight(state)
      let room = max(rect.height / 2, rect.height - tables)
      let wanted = min(PictureView.fullHeight(state, width: rect.width), room)
      let (top, rest) = rect.splitTop(state.isPictureShown ? wanted : 0)
      if state.isPictureShown { picture = top }
      let split = rest.splitTop(min(ClassesView.fullHeight(state), rest.height / 2))
      classes = split.top
      confusion = split.rest
    }
  }
}
