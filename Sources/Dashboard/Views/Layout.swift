internal import Cells

/// Where everything stands on a screen of a size.
struct Layout {
  let header: Rect
  let body: Rect
  let charts: Rect
  let callbacks: Rect
  /// The list of events; nil when there is no room.
  let ledger: Rect?
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
    let lines = CallbacksView.fullHeight(state) + 2
    if size.width < 76 {
      // Narrow: the curves above, the callbacks below over the whole width.
      let wanted = min(lines, max(6, body.height / 2))
      let (top, bottom) = body.splitTop(body.height - wanted)
      charts = top
      callbacks = bottom
      ledger = nil
      return
    }
    let side = max(34, min(64, size.width * 36 / 100))
    let (left, right) = body.splitLeft(size.width - side)
    charts = left
    // The events get what the callbacks leave, but at least a handful of rows where there are any.
    let spare = max(body.height / 4, 5)
    let height = min(lines, body.height - spare)
    if height < 8 {
      callbacks = right
      ledger = nil
    } else {
      let split = right.splitTop(height)
      callbacks = split.top
      ledger = split.rest
    }
  }
}
