package import Cells
internal import Charts
package import RunComparison
internal import SystemThreads
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
  private var theme: Theme
  private let themes: (dark: Theme, light: Theme)
  /// The screen, as the person left it.
  package private(set) var picker: RunPicker
  private let board: RunBoard?
  /// The answer of the board that is shown, or was until a key was pressed.
  private var told = ""

  /// The pause after news is this many times as long as the work for it, up to the longest pause.
  private static let (idleShare, longestPause) = (250, Duration.seconds(2))
  /// The number of SIGHUP.
  private static let hangup: Int32 = 1

  /// Prepares the screen.
  ///
  /// - Parameters:
  ///   - themes: The themes for a dark and for a light background; the same one where the person
  ///     chose it.
  ///   - board: The runs while they are trained; nil where nothing changes.
  package init(
    _ picker: RunPicker, surface: any TerminalSurface, themes: (dark: Theme, light: Theme),
    board: RunBoard? = nil
  ) {
    self.picker = picker
    self.surface = surface
    (self.themes, theme) = (themes, themes.dark)
    self.board = board
  }

  /// Runs until the person decides.
  package mutating func run() -> Outcome {
    let symbols = Symbols.fitting(isUnicode: surface.isUnicode, colorDepth: surface.colorDepth)
    told = board?.answer ?? ""
    board?.setWaker(surface.waker)
    defer { board?.setWaker(nil) }
    // The news of a thousand runs waits until it takes little of a processor; keys and answers never do.
    var (hasNews, nextNews) = (false, ContinuousClock.now)
    // The first frame waits for the colour of the background.
    var isFirst = true
    while true {
      defer { isFirst = false }
      let now = ContinuousClock.now
      if let board, now >= nextNews || board.answer != told {
        hasNews = false
        if let news = board.news() {
          let begin = SystemThread.processorTime
          picker.update(news.rows)
          if news.answer != told { (told, picker.answer) = (news.answer, news.answer) }
          let work = SystemThread.processorTime - begin
          nextNews = now + (news.isRead ? min(work * Self.idleShare, Self.longestPause) : .zero)
        }
      }
      if !isFirst {
        surface.present(picker.grid(size: surface.size, theme: theme, symbols: symbols))
      }
      for event in surface.events(
        timeout: isFirst ? .zero : hasNews ? max(.zero, nextNews - now) : nil)
      {
        switch event {
        case .woken: hasNews = true
        case .key(.control("z")): surface.suspend()
        case .key(let key):
          if let outcome = outcome(of: picker.press(key, on: surface.size)) { return outcome }
        case .mouse(let mouse):
          if let outcome = outcome(of: picker.use(mouse, on: surface.size)) { return outcome }
        case .terminate(let signal): return .signal(signal)
        case .hangup: return .signal(Self.hangup)
        case .background(let color): theme = color.isLight ? themes.light : themes.dark
        case .paste, .resized, .returned: break
        }
      }
    }
  }

  private mutating func outcome(of answer: RunPicker.Outcome?) -> Outcome? {
    switch answer {
    case .open(let indices): return .open(indices)
    case .quit: return .quit
    case .tell(let words, let names):
      board?.send(words, to: names)
      told = ""
      return nil
    case nil: return nil
    }
  }
}
