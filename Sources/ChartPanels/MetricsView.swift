package import Cells
package import Charts
package import MetricGrid
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The list of metrics: the last and best value of each, where the best was, and its course.
package struct MetricsView {
  let scene: ChartScene
  let invitation: String?
  let symbols: Symbols

  /// Creates the panel.
  ///
  /// - Parameter invitation: A sentence below the list while nothing is searched; nil for none.
  package init(scene: ChartScene, invitation: String?, symbols: Symbols) {
    self.scene = scene
    self.invitation = invitation
    self.symbols = symbols
  }

  /// The greatest number of rows that a panel asks for.
  private static let limit = 24
  /// The metrics that stay above an invitation.
  private static let fewest = 2

  private var theme: Theme { scene.theme }
  private var history: RunHistory { scene.history }

  /// The rows of the whole list, without its frame.
  package static func fullHeight(_ metrics: MetricSelection, hasInvitation: Bool) -> Int {
    1 + min(limit, metrics.curves.count) + (hasInvitation ? 3 : 0)
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let inside = frame.draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 16 else { return }
    let words = words(in: inside)
    let curves = scene.metrics.listed
    let rows = rows(in: inside)
    let shortTitles = scene.metrics.shortTitles
    let (columns, isShort) = MetricColumns.fitting(
      inside.width,
      longestName: curves.reduce(0) { max($0, $1.title.sanitized.cellWidth) },
      longestShortName: curves.reduce(0) {
        max($0, (shortTitles[$1.title] ?? $1.title).sanitized.cellWidth)
      },
      longestPosition: position(history.reach ?? 0, on: scene.axis).cellWidth,
      hasTrain: curves.contains { $0.train != nil && $0.validation != nil },
      hasChange: history.epochs.count > 1)
    if inside.height > 1 { drawHeader(columns, in: inside, on: &grid) }
    let run = RunCharts(scene: scene, symbols: symbols, axis: scene.axis, history: history)
    let titles = curves[rows].map { curve in
      let name = isShort ? shortTitles[curve.title] ?? curve.title : curve.title
      // Without the column of the training values, the row is about the other series of a pair.
      if columns.train == nil, name == curve.title, run.series(curve.validation)?.isEmpty == false,
        curve.judgedTitle.sanitized.cellWidth <= columns.name
      {
        return curve.judgedTitle
      }
      return name
    }
    let names = ShortNames.cutInTheMiddle(titles, to: columns.name, ellipsis: symbols.ellipsis)
    for (row, curve) in curves[rows].enumerated() {
      draw(curve, names[row], of: run, at: inside.y + 1 + row, in: inside, columns, on: &grid)
    }
    if curves.isEmpty, let pattern = scene.metrics.pattern, inside.height > 1 {
      MetricPattern.writeNoMatch(
        "metric", pattern.text, in: inside.inset(left: 3, top: 1, right: 1), theme.style(.dim),
        on: &grid)
    }
    let top = max(inside.y, inside.maxY - words.count)
    for (row, line) in words.enumerated() where top + row < inside.maxY {
      grid.write(line, at: inside.x + 1, top + row, theme.style(.dim))
    }
  }

  /// The title of the metric in a row of the screen; nil outside the list.
  package func metric(at row: Int, in rect: Rect) -> String? {
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    let rows = rows(in: inside)
    let index = rows.lowerBound + row - inside.y - 1
    return rows.contains(index) ? scene.metrics.listed[index].title : nil
  }

  /// The indices of the listed metrics that have room.
  private func rows(in inside: Rect) -> Range<Int> {
    let count = scene.metrics.listed.count
    let lines = words(in: inside).count
    let room = max(0, inside.height - (lines == 0 ? 0 : lines + 1) - 1)
    let first = max(0, min((scene.metrics.chosenRow ?? 0) - room / 2, count - room))
    return first..<min(count, first + room)
  }

  /// The invitation in lines; none while the list is used.
  private func words(in inside: Rect) -> [String] {
    guard scene.focus != .list, scene.metrics.pattern == nil else { return [] }
    let words = (invitation ?? "").wrapped(to: inside.width - 2)
    // The metrics matter more; below the head a few of them stay.
    let least = min(Self.fewest, scene.metrics.listed.count)
    return inside.height >= 1 + least + 1 + words.count ? words : []
  }

  private var frame: PanelFrame {
    let metrics = scene.metrics
    var frame = PanelFrame(
      title: ("metrics", theme.style(.text, .bold)), style: theme.style(.quiet))
    if let pattern = metrics.pattern {
      frame.details = [("/\(pattern.text.sanitized)", theme.style(.edit))]
      frame.remarks = [
        pattern.kind.words.map { ($0, theme.style(.quiet)) },
        ("\(metrics.listed.count) of \(metrics.curves.count)", theme.style(.dim)),
      ].compactMap(\.self)
    } else if metrics.curves.count > 1 {
      frame.remarks = [("\(metrics.curves.count)", theme.style(.dim))]
    }
    return frame
  }

  private func drawHeader(_ columns: MetricColumns, in inside: Rect, on grid: inout CellGrid) {
    let style = theme.style(.quiet)
    func write(_ word: String, endingAt end: Int?) {
      guard let end else { return }
      grid.writeTrailing(word, endingAt: inside.x + end, inside.y, style)
    }
    write("train", endingAt: columns.train)
    write(columns.train == nil ? "last" : "val", endingAt: columns.last)
    write("best", endingAt: columns.best)
    write("at", endingAt: columns.position)
    write(
      "in \(counted(changeEpochs, "epoch"))",
      endingAt: columns.change)
  }

  /// The number of epochs over which the list gives changes.
  private var changeEpochs: Int { min(CurveTrend.span, history.epochs.count - 1) }

  private func draw(
    _ curve: Curve, _ name: String, of run: RunCharts, at row: Int, in inside: Rect,
    _ columns: MetricColumns, on grid: inout CellGrid
  ) {
    let isChosen = curve.title == scene.shownCurve?.title
    if isChosen, scene.focus == .list {
      let ground = theme.color(.selection)
      grid.restyle(Rect(x: inside.x, y: row, width: inside.width, height: 1)) { $0.on(ground) }
      grid.put(symbols.pointer, at: inside.x, row, theme.style(.edit, .bold))
    }
    let standing = scene.metrics.standing(of: curve.title)
    switch standing {
    case .pinned: grid.put(symbols.live, at: inside.x + 1, row, theme.style(.edit))
    case .hidden: grid.put("-", at: inside.x + 1, row, theme.style(.dim))
    case .automatic: break
    }
    drawName(
      name, isStrong: isChosen, isHidden: standing == .hidden,
      at: inside.x + MetricColumns.margin, row, on: &grid)
    // The last values as they were measured.
    let points = CurvePoints(curve, of: run)
    let course =
      points.validation.isEmpty ? points.train.map { $0.y } : points.validation.map { $0.y }
    guard let last = points.validation.last?.y ?? points.lastTrain else { return }
    func write(_ text: String, endingAt end: Int?, _ role: Theme.Role) {
      guard let end else { return }
      grid.writeTrailing(text, endingAt: inside.x + end, row, theme.style(role))
    }
    let value = curve.isLearningRate ? last.rateWords : MetricFormat.metric(last)
    write(value, endingAt: columns.last, .text)
    if !points.validation.isEmpty, let train = points.lastTrain {
      write(MetricFormat.metric(train), endingAt: columns.train, .train)
    }
    if let place = columns.curve {
      Sparkline(course).draw(
        at: inside.x + place.x, row, width: place.width, sparklineStyle, on: &grid,
        symbols: symbols)
    }
    if columns.change != nil, let change = CurveTrend(curve, history.epochs).change,
      change.epochs == changeEpochs
    {
      write(run.signed(change.value), endingAt: columns.change, .dim)
    }
    guard columns.best != nil,
      let best = history.best(of: curve, in: run.scene.playback?.window)
    else { return }
    write(MetricFormat.metric(best.y), endingAt: columns.best, .best)
    write(position(best.x, on: run.axis), endingAt: columns.position, .dim)
  }

  /// A number of the axis, without the blanks between its digits.
  private func position(_ x: Double, on axis: TimeAxis) -> String {
    axis.label(x).filter { $0 != " " && $0 != "\u{202F}" }
  }

  /// The style of the courses, fainter than the numbers beside them.
  private var sparklineStyle: Style {
    Style(theme.color(.validation).mixed(with: theme.color(.background), 0.35))
  }

  /// Writes a name with its group fainter than the rest.
  private func drawName(
    _ title: String, isStrong: Bool, isHidden: Bool, at x: Int, _ row: Int,
    on grid: inout CellGrid
  ) {
    let group = title.hasSuffix(title.lastPart) ? title.dropLast(title.lastPart.count) : ""
    let used = grid.write(String(group), at: x, row, theme.style(.quiet))
    grid.write(
      String(title.dropFirst(group.count)), at: x + used, row,
      theme.style(isHidden ? .quiet : isStrong ? .strong : .text))
  }
}
