internal import CallbackPanels
internal import Cells
internal import ChartPanels
internal import Charts
internal import DetectorPanels
internal import EventPanels
internal import RunDisplay
internal import RunModel
internal import SummaryPanels

/// The view of a panel.
protocol PanelView {
  /// The word for the panel in the help of the view key; nil for a panel that the layout places.
  static var pageName: String? { get }
  /// True when the view key goes to the panel in this state; asked only of panels with a page name.
  static func isPage(in state: DashboardState) -> Bool

  /// Creates the view of a state.
  init(state: DashboardState, symbols: Symbols)

  /// Draws the panel with its frame.
  func draw(in rect: Rect, on grid: inout CellGrid)
}

extension PanelView {
  static func isPage(in state: DashboardState) -> Bool { true }
}

/// A panel of the screen.
///
/// A new panel is a view and its lines here. The view key goes to the panels in this order.
enum Panel: String, Sendable, CaseIterable {
  /// The curves.
  case charts
  /// The list of metrics.
  case metrics
  /// The table of runs.
  case runs
  /// The callbacks.
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
  /// The average precision that errors cost.
  case errors
  /// Precision over recall.
  case precisionRecall
  /// Histograms, texts and precision-recall curves.
  case summaries
  /// The ranks that train together.
  case ranks

  /// The view.
  var view: any PanelView.Type {
    switch self {
    case .charts: ChartsView.self
    case .metrics: MetricsView.self
    case .runs: RunsView.self
    case .callbacks: CallbacksView.self
    case .events: EventsView.self
    case .output: OutputView.self
    case .image: ImageView.self
    case .classes: ClassesView.self
    case .confusion: ConfusionView.self
    case .errors: ErrorsView.self
    case .precisionRecall: PrecisionRecallView.self
    case .summaries: SummariesView.self
    case .ranks: RanksView.self
    }
  }

  /// The panels that the view key goes through in this state, besides those that the layout places.
  static func pages(in state: DashboardState) -> [Panel] {
    allCases.filter { $0.view.pageName != nil && $0.view.isPage(in: state) }
  }

  /// The help of the view key.
  static let pageNames = allCases.compactMap { $0.view.pageName }.joined(separator: ", ")
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

  /// The pages that the view key goes through.
  ///
  /// - Parameter first: The page that a screen of this size begins with.
  func pages(first: PanelPage) -> [PanelPage] {
    var pages = Panel.pages(in: self).map(PanelPage.panel)
    if first == .panel(.image) || first == .panel(.summaries) {
      // The page after the image comes first while images are off.
      pages.append(.panel(.events))
    } else {
      pages.insert(first, at: 0)
    }
    return pages
  }

  /// The index of the sample image that is shown; nil when there is none.
  var shownSample: Int? {
    detector.sample(of: history.samples.count)
  }
}
