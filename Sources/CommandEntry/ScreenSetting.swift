/// A setting of the screen that is typed after `:`.
package enum ScreenSetting: String, CaseIterable {
  case metric, theme, epoch, at, axis, x, smooth, y, target, speed, run, sort

  /// The setting with a name.
  package init?(named name: String) { self.init(rawValue: name) }

  /// The form of what follows the name.
  package var form: String {
    switch self {
    case .metric: "NAME"
    case .theme: "NAME"
    case .epoch: "NUMBER"
    case .at: "NUMBER on the axis, or step NUMBER"
    case .axis: "epoch, step, time or wall"
    case .x: "log or linear"
    case .smooth: "WEIGHT from 0 to 0.999, or off"
    case .y: "LOW HIGH, clip, auto, log or linear; y loss LOW HIGH"
    case .target: "VALUE, or off"
    case .speed: "TIMES"
    case .run: "NUMBER or NAME"
    case .sort: "COLUMN or SETTING of the runs, -best for the worst first"
    }
  }

  /// A few words about what it does.
  package var help: String {
    switch self {
    case .metric: "show a metric (m)"
    case .theme: "use a theme (t)"
    case .epoch: "go to the end of an epoch"
    case .at: "read the values there (c)"
    case .axis: "the horizontal axis (a)"
    case .x: "a logarithmic horizontal axis, from the first value above 0 (X)"
    case .smooth: "smooth all curves, with the raw ones behind"
    case .y: "the vertical range of the chosen metric, of the loss"
    case .target: "a line of your own in the chosen chart"
    case .speed: "the speed of playing (< >)"
    case .run: "show another run ({ })"
    case .sort: "sort the table of runs"
    }
  }
}
