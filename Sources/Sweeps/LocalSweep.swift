internal import Charts
internal import OrderedCollections
internal import RunFiles
internal import RunModel
internal import ScriptRuns
internal import SystemFiles
internal import SystemThreads

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The runs of a sweep as processes of this machine, a few at a time.
///
/// Each process gets processors of its own.
package struct LocalSweep {
  /// A run that a process trains.
  private struct Running {
    let number: Int
    let child: ChildProcess
    let share: Int
  }

  private let folder: SweepFolder
  private let program: String
  private let shares: [ProcessorSet]
  private let report: (String) -> Void
  private var waiting: [Int]
  private var running: [Running] = []
  private var failures = 0

  /// Prepares the runs.
  ///
  /// - Parameters:
  ///   - numbers: The numbers of the runs to train, from 1.
  ///   - atOnce: The most runs at a time.
  ///   - program: The path of this program.
  ///   - report: Takes a line for each run that begins or ends.
  package init(
    _ folder: SweepFolder, _ numbers: [Int], atOnce: Int, program: String,
    report: @escaping (String) -> Void
  ) {
    (self.folder, self.program, self.report) = (folder, program, report)
    waiting = numbers
    shares = ProcessorSet.usable.shares(max(1, atOnce))
  }

  /// Trains the runs.
  ///
  /// The first signal asks the processes to end soundly, and no further run begins; the next one
  /// kills them.
  ///
  /// - Parameter nextSignal: The next signal; waits for it a short time.
  /// - Returns: The number of runs that failed, and the first signal.
  package mutating func run(nextSignal: () -> Int32?) -> (failures: Int, signal: Int32?) {
    var signal: Int32?
    while true {
      if signal == nil { startNext() }
      if running.isEmpty, signal != nil || waiting.isEmpty { return (failures, signal) }
      if let new = nextSignal() {
        for run in running { run.child.send(signal == nil ? SIGTERM : SIGKILL, toGroup: true) }
        signal = signal ?? new
      }
      collect()
    }
  }

  private mutating func startNext() {
    while let share = shares.indices.first(where: { share in
      !running.contains { $0.share == share }
    }), !waiting.isEmpty {
      let number = waiting.removeFirst()
      do {
        running.append(Running(number: number, child: try start(number, share), share: share))
        report("\(folder.runs[number - 1].name): begins")
      } catch {
        failures += 1
        report("\(folder.runs[number - 1].name): \(error)")
      }
    }
  }

  private func start(_ number: Int, _ share: Int) throws(FileError) -> ChildProcess {
    let path = folder.output(of: folder.runs[number - 1])
    try Folders.make(above: path)
    // A child has the processors of the thread that starts it.
    let all = ProcessorSet.usable
    shares[share].adopt()
    defer { all.adopt() }
    return try ChildProcess(
      [program, "sweep", folder.path, "--only", "\(number)"], environment: ScriptClient.inherited,
      output: path, group: .own)
  }

  private mutating func collect() {
    let ended = running.compactMap { run in run.child.end(waits: false).map { (run, $0) } }
    running.removeAll { run in ended.contains { $0.0.number == run.number } }
    for (run, end) in ended {
      let name = folder.runs[run.number - 1].name
      if end == .code(0) {
        report("\(name): \(outcome(of: run.number))")
      } else {
        failures += 1
        report("\(name): \(reason(of: run.number, end))")
      }
    }
  }

  /// The best value and the end of a run.
  private func outcome(of number: Int) -> String {
    let path = folder.folder(of: folder.runs[number - 1])
    let history = try? RunHistory(events: RunDirectory(path: path).events)
    let end: String
    switch SweepRunState(at: path, isScript: folder.script != nil) {
    case .done(let words), .broken(let words): end = words
    case .running: end = "is still running"
    case .waiting: end = "has not begun"
    }
    guard let history, let (monitor, direction) = history.monitor,
      let best = history.epochSeries[monitor]?.best(direction)
    else { return end }
    return "best \(monitor) \(MetricFormat.metric(best.y)) in epoch \(Int(best.x)); \(end)"
  }

  /// The reason of a failure: the last line that the process printed.
  private func reason(of number: Int, _ end: ScriptEnd) -> String {
    let run = folder.runs[number - 1]
    // A script's own last line explains more than the program's.
    let path =
      folder.script == nil
      ? folder.output(of: run) : ScriptFolder(RunDirectory(path: folder.folder(of: run))).output
    if let line = SweepFolder.lastLine(of: path) {
      return "\(end.shortWords): \(line)"
    }
    return end.shortWords
  }
}

extension ScriptEnd {
  fileprivate var shortWords: String {
    switch self {
    case .code(let code): "failed with exit code \(code)"
    case .signal(let signal): "ended by signal \(signal)"
    }
  }
}
