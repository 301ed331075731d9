public import RunModel

/// What the screen wants to be shown of the runs; when it changes, somebody must look it up in their tapes.
public struct Screening: Equatable, Sendable {
  /// The run that is looked at.
  public var chosen: Int
  /// Where it is, in seconds of film.
  public var position: Double
  /// Whether the other runs are wanted, too.
  public var includesOthers: Bool
  /// The axis and the part of it.
  public var view: TapeView
}

extension DashboardState {
  /// What is wanted now; nil for a run that tells its events itself.
  ///
  /// - Parameter columns: the columns of the screen.
  public func screening(columns: Int) -> Screening? {
    film.map { film in
      Screening(
        chosen: film.chosen, position: film.position,
        includesOthers: film.arrangement != .alone && film.reels.count > 1,
        view: TapeView(
          axis: film.axis, window: film.window, columns: columns * 2, names: shownNames(film)))
    }
  }

  /// The series of all runs that the charts show; nil for runs whose curves are not listed.
  private func shownNames(_ film: Film) -> Set<String>? {
    var names: Set<String> = []
    // Of few curves the table shows all.
    if let curves = MetricsView.listed(self) {
      names.formUnion(curves.flatMap { [$0.train, $0.validation].compactMap(\.self) })
    }
    for reel in film.reels {
      if reel.whole.curves.isEmpty { return nil }
      for shown in [lossCurve, shownCurve].compactMap(\.self) {
        let curve = reel.whole.curve(like: shown)
        names.formUnion([curve?.train, curve?.validation].compactMap(\.self))
      }
    }
    return names
  }
}
