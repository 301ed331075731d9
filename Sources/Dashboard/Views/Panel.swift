internal import Cells
internal import Charts
internal import RunModel

/// The view of a panel.
protocol PanelView {
  /// Creates the view of a state.
  init(state: DashboardState, symbols: Symbols)

  /// Draws the panel with its frame.
  func draw(in rect: Rect, on grid: inout CellGrid)
}

/// A panel of the screen.
///
/// A new panel is a view and its lines here.
enum Panel: Equatable, Sendable {
  /// The curves.
  case charts
  /// The callbacks, or the metrics of a log without callbacks.
  case callbacks
  /// The list of events.
  case events
  /// Text from standard input.
  case output
  /// Validation images with true and found boxes.
  case image
  /// A row for each class.
  case classes
  /// The confusion matrix.
  case confusion

  /// The view.
  var view: any PanelView.Type {
    switch self {
    case .charts: ChartsView.self
    case .callbacks: CallbacksView.self
    case .events: EventsView.self
    case .output: OutputView.self
    case .image: ImageView.self
    case .classes: ClassesView.self
    case .confusion: ConfusionView.self
    }
  }

  /// The panels that the view key goes through in a run of a detector.
  static func pages(of state: DashboardState) -> [Panel] {
    (state.detector.isImageShown ? [.image] : []) + [.classes, .confusion]
  }
}

/// The content of the part of the screen that the view key changes.
enum PanelPage: Equatable, Sendable {
  /// One panel.
  case panel(Panel)
  /// The detector's panels below each other; only on a wide screen.
  case overview
}

extension DashboardState {
  /// True when the run reports what a detector finds.
  var isDetector: Bool { history.report != nil || !history.samples.isEmpty }

  /// The page that is shown.
  ///
  /// - Parameter first: The page that a screen of this size begins with.
  func page(first: PanelPage) -> PanelPage {
    guard isDetector else { return .panel(.events) }
    var pages = Panel.pages(of: self).map(PanelPage.panel)
    if first == .panel(.image) {
      pages.append(.panel(.events))
    } else {
      pages.insert(first, at: 0)
    }
    return pages[detector.pageTurns % pages.count]
  }

  /// The index of the sample image that is shown; nil when there is none.
  var shownSample: Int? {
    let count = history.samples.count
    guard count > 0 else { return nil }
    return (detector.imageIndex % count + count) % count
  }
}
