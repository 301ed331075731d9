package import Cells
internal import Charts
package import RunComparison
package import Themes

/// Shows runs on a terminal until the person opens one or leaves.
package struct RunPickerLoop {
  /// The way the screen was left.
  package enum Outcome: Equatable, Sendable {
    /// The person opens the runs with these indices.
    case open([Int])
    /// The person left.
    case quit
    /// A signal asks the process to end.
    case signal(Int32)
  }

  private let surface: any TerminalSurface
  private let theme: Theme
  /// The screen, as the person left it.
  package private(set) var picker: RunPicker

  /// Prepares the screen.
  package init(_ picker: RunPicker, surface: any TerminalSurface, theme: Theme) {
    self.picker = picker
    self.surface = surface
    self.theme = theme
  }

  /// Runs until the person decides.
  package mutating func run() -> Outcome {
    let symbols = Symbols.fitting(isUnicode: surface.isUnicode, colorDepth: surface.colorDepth)
    while true {
      surface.present(picker.grid(size: surface.size, theme: theme, symbols: symbols))
      for event in surface.events(timeout: nil) {
        switch event {
        case .key(.control("z")): surface.suspend()
        case .key(let key):
          switch picker.press(key) {
          case .open(let indices): return .open(indices)
          case .quit: return .quit
          case nil: break
          }
        case .mouse(let mouse):
          switch picker.use(mouse, on: surface.size) {
          case .open(let indices): return .open(indices)
          case .quit: return .quit
          case nil: break
          }
        case .terminate(let signal): return .signal(signal)
        case .hangup: return .quit
        case .paste, .background, .resized, .returned, .woken: break
        }
      }
    }
  }
}
