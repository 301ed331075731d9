import BareFoundation
import Cells
import JSONText
import Messages
import PlateauRuntime

/// `plateau inspect --mpi`: the MPI library that is found and, under a launcher, what it measures.
struct MPIReport {
  private let library: MPILibrary
  /// The host of each rank; empty without a launcher.
  private var hosts: [String] = []
  /// The median time of a sum over all ranks, by its number of 32-bit values.
  private var sums: [(values: Int, microseconds: Double)] = []

  /// Finds the library of this machine.
  ///
  /// - Throws: `MessagesError` when none is installed.
  init() throws(MessagesError) { library = try MPILibrary() }

  /// Joins the ranks of a launcher and measures with them.
  ///
  /// - Parameter show: Shows the report, on the first rank alone.
  /// - Throws: `MessagesError` when the library is not the launcher's, or a rank is gone.
  static func measure(
    _ task: LauncherTask, show: (MPIReport) throws -> Void
  ) throws {
    let messages = try MPIMessages(expecting: task.count, within: .seconds(300)) { reason in
      Terminal.printError("\(reason)")
      _exit(ExitStatus.failure.rawValue)
    }
    var report = try MPIReport()
    report.hosts = messages.hosts
    for count in [1, 4096, 131_072, 1_048_576] {
      report.sums.append((count, try time(count, messages)))
    }
    let shown = Result { if messages.rank == 0 { try show(report) } }
    // A library that does not let go must not take the report with it.
    messages.finish(endingWith: 0)
    try shown.get()
  }

  /// Returns the median time of a sum in microseconds.
  private static func time(_ count: Int, _ messages: MPIMessages) throws(MessagesError) -> Double {
    let values = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
    defer { values.deallocate() }
    values.initialize(repeating: 1)
    var times: [Duration] = []
    for _ in 0..<31 {
      let start = ContinuousClock.now
      try messages.sum(values)
      times.append(ContinuousClock.now - start)
      values.update(repeating: 1)
    }
    return times.sorted()[times.count / 2] / .microseconds(1)
  }

  var text: String {
    var lines = [
      "library    \(library.version)", "file       \(library.file)",
      "interface  \(library.interface)",
    ]
    if hosts.isEmpty {
      lines.append("ranks      1; mpirun -n 2 plateau inspect --mpi also measures")
    } else {
      let places = Set(hosts).sorted()
      lines.append(
        "ranks      \(hosts.count) on \(places.count) \(places.count == 1 ? "host" : "hosts"): "
          + places.map { host in "\(host) (\(hosts.count { $0 == host }))" }.joined(separator: ", ")
      )
      for sum in sums {
        let name = sum.values == 1 ? "1 number" : "\(sum.values) numbers"
        lines.append("sum        \(Int(sum.microseconds.rounded(.up))) µs for \(name)")
      }
    }
    return lines.map { $0.sanitized + "\n" }.joined()
  }

  var json: JSONValue {
    .object([
      .init("library", .string(library.version)), .init("file", .string(library.file)),
      .init("interface", .string(library.interface)),
      .init("hosts", .array(hosts.map(JSONValue.string))),
      .init(
        "sums",
        .array(
          sums.map { sum in
            .object([
              .init("numbers", .integer(sum.values)),
              .init("microseconds", .finite(sum.microseconds)),
            ])
          })),
    ])
  }
}
