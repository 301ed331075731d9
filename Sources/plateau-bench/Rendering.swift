import ArgumentParser
import Cells
import Charts
import Dashboard
import Foundation
import PlateauRuntime
import Playbacks
import Recordings
import RunModel

/// The time the dashboard takes to draw a run with many steps into a grid of cells.
struct Rendering: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rendering", abstract: "Milliseconds per frame of the dashboard.")

  @Option(help: "Columns of the screen.")
  var columns = 200
  @Option(help: "Rows of the screen.")
  var rows = 60
  @Option(help: "Epochs of the run that is shown.")
  var epochs = 100
  @Option(help: "Frames; the median is printed.")
  var frames = 200
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard columns > 0, rows > 0, epochs > 0, frames > 0 else {
      throw ValidationError("there is nothing to draw")
    }
  }

  func run() throws {
    let size = Size(columns, rows)
    let events = run(of: epochs)
    var state = DashboardState(now: 0)
    _ = state.reduce(.resized(size))
    // The last reports come while the frames are drawn, one for each.
    let late = events.suffix(frames)
    var recording = EventRecording(name: "bench")
    var overview: RunOverview?
    var cache = RecordingCache()
    func show() {
      let known = RunOverview(ofThisProcess: recording, after: overview, folder: "runs/bench")
      overview = known
      cache.replace([recording])
      _ = state.reduce(.overviews([known]))
      if let answer = cache.answer(state.query(columns: columns)) { _ = state.reduce(answer) }
      cache.replace([])
    }
    let folding = Timing.seconds {
      for event in events.dropLast(frames) { recording.append(event) }
      show()
    }
    let times = late.enumerated().map { frame, event in
      Timing.seconds {
        recording.append(event)
        show()
        _ = state.reduce(.tick(Double(epochs) + Double(frame) / 10))
        precondition(view(state, size: size, symbols: .braille).size == size)
      }
    }.sorted()
    BenchResult([
      ("impl", .text("plateau-dashboard")), ("columns", .integer(columns)),
      ("rows", .integer(rows)), ("events", .integer(events.count)),
      ("events_s", .number(Double(events.count) / folding, decimals: 0)),
      ("ms_frame", .number(Timing.median(times) * 1000, decimals: 3)),
      ("ms_p99", .number(times[(times.count - 1) * 99 / 100] * 1000, decimals: 3)),
      ("rss_mb", .integer(Timing.peakMemory)),
    ]).print(format)
  }

  /// A run with a falling loss and a hundred reports per epoch.
  private func run(of epochs: Int) -> [RunEvent] {
    let info = RunInfo(
      name: "bench", directory: "runs/bench", epochs: epochs, stepsPerEpoch: 100,
      samplesPerEpoch: 3200, validationSamples: 1000, batchSize: 32, parameterCount: 818_970,
      network: "784 – 784 relu – 256 relu – 10 softmax", data: "bench", learningRate: 0.001,
      seed: 1, threads: 2, process: 1, callbacks: [])
    var events = [RunEvent(time: 0, .runStarted(info))]
    for epoch in 0..<epochs {
      let time = Double(epoch)
      events.append(RunEvent(time: time, .epochStarted(epoch: epoch)))
      var logs: Logs = [:]
      for step in 1...100 {
        let x = time + Double(step) / 100
        let loss = 0.3 + 2 / (1 + x) + 0.05 * sin(x * 700)
        logs = ["loss": .number(loss), "accuracy": .number(1 - loss / 3)]
        let progress = StepProgress(
          epoch: epoch, step: step, steps: 100, logs: logs, recent: logs, samplesPerSecond: 3200)
        events.append(RunEvent(time: x, .stepEnded(progress)))
      }
      let summary = EpochSummary(
        epoch: epoch, logs: logs, learningRate: 0.001, seconds: 1, callbacks: [])
      events.append(RunEvent(time: time + 1, .epochEnded(summary)))
    }
    return events
  }
}
