import ArgumentParser
import Cells
import Charts
import Dashboard
import Foundation
import PlateauRuntime
import RunModel

/// The time until a log is on the screen, and the processor time per frame.
struct PlaybackTimes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playback",
    abstract: "Milliseconds until a log is shown, and per frame of its replay.")

  @Argument(help: "The log.")
  var log: String
  @Option(help: "Columns of the screen.")
  var columns = 200
  @Option(help: "Rows of the screen.")
  var rows = 60
  @Option(help: "Frames of each kind.")
  var frames = 200
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard columns > 0, rows > 0, frames > 0 else {
      throw ValidationError("there is nothing to draw")
    }
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let source = LogWatch(path: log, title: log, preset: nil, follows: false)
    if let reason = source.begin() { throw ValidationError(reason) }
    var state = DashboardState(now: 0)
    show(&state, source)
    let first = (clock.now - start) / .milliseconds(1)
    _ = source.catchUp()
    show(&state, source)
    let all = (clock.now - start) / .milliseconds(1)
    var results: [(String, BenchResult.Value)] = [
      ("impl", .text("plateau-playback")),
      ("ms_first_image", .number(first, decimals: 1)), ("ms_whole", .number(all, decimals: 1)),
    ]
    func press(_ key: Key, at moment: Double) {
      _ = state.reduce(.key(key))
      _ = state.reduce(.tick(moment))
      show(&state, source)
    }
    func time(_ name: String, _ keys: [Key]) {
      let times = (0..<frames).map { frame in
        Timing.processorSeconds { press(keys[frame % keys.count], at: Double(frame) / 30) }
      }.sorted()
      results.append(("ms_\(name)", .number(Timing.median(times) * 1000, decimals: 2)))
      results.append(
        ("ms_\(name)_p99", .number(times[(frames - 1) * 99 / 100] * 1000, decimals: 2)))
    }
    // The same moment again: only the drawing.
    let draws = (0..<frames).map { _ in Timing.processorSeconds { draw(state) } }.sorted()
    results.append(("ms_draw", .number(Timing.median(draws) * 1000, decimals: 2)))
    results.append(("ms_draw_p99", .number(draws[(frames - 1) * 99 / 100] * 1000, decimals: 2)))
    time("seek", Self.seek)
    time("zoom", Self.zoom)
    press(.character("a"), at: 0)
    time("seek_there", Self.seek)
    time("zoom_there", Self.zoom)
    time("axis", [.character("a"), .character("m")])
    results.append(("rss_mb", .integer(Timing.peakMemory)))
    BenchResult(results).print(format)
  }

  // The actions of a user, on the first axis and on another one.
  private static let seek: [Key] = [
    .character("b"), .character("b"), .character("n"), .shiftLeft, .shiftRight,
  ]
  private static let zoom: [Key] = [
    .character("+"), .character("+"), .shiftLeft, .shiftRight, .character("-"), .character("-"),
  ]

  private func show(_ state: inout DashboardState, _ source: LogWatch) {
    _ = state.reduce(.resized(Size(columns, rows)))
    state.settle(with: source, columns: columns)
    draw(state)
  }

  private func draw(_ state: DashboardState) {
    precondition(
      view(state, size: Size(columns, rows), symbols: .braille).size == Size(columns, rows))
  }
}
