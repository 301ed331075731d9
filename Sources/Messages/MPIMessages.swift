internal import CMessages
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Messages through the MPI library that is installed.
///
/// The library is loaded by the first `MPIMessages` or `MPILibrary`, not before.
public final class MPIMessages: Messages {
  public let rank: Int
  public let size: Int
  /// The name of this process's host.
  public let host: String
  /// The library.
  public let library: MPILibrary
  private let silence = Silence()
  private let known = Mutex<[String]>([])
  /// The names of all processes' hosts, in the order of their ranks.
  public var hosts: [String] { known.withLock(\.self) }

  /// Joins the processes that a launcher started.
  ///
  /// - Parameters:
  ///   - expected: The number of processes according to the launcher.
  ///   - limit: The longest time to wait for the others.
  ///   - late: Receives the reason when the others have not come by then, on a thread of its own;
  ///     nothing can be sent, and the wait goes on.
  /// - Throws: `MessagesError` when no library is installed, or when it is not the launcher's: then
  ///   it would see this process alone.
  public init(
    expecting expected: Int, within limit: Duration,
    late: @escaping @Sendable (MessagesError) -> Void
  ) throws(MessagesError) {
    library = try MPILibrary()
    let mismatch = MessagesError(
      "the launcher started \(expected) processes, but \(library.file) cannot join them: "
        + library.advice)
    guard library.isReachedByLauncher else { throw mismatch }
    var isShared = false
    let start = Silence()
    start.watch(limit: limit) { _ in
      late(MessagesError("not all ranks have started within \(MessagesError.words(limit))"))
    }
    start.begin(waitingFor: 0)
    defer { start.stopWatching() }
    let code = plateau_mpi_start(&isShared)
    try check(code, "MPI does not start")
    guard isShared else {
      plateau_mpi_finish()
      throw MessagesError(
        "\(library.file) may be used by one thread alone; install an MPI library with threads")
    }
    var (rank, size): (Int32, Int32) = (0, 0)
    try check(plateau_mpi_rank(&rank), "MPI does not tell the number of this process")
    try check(plateau_mpi_size(&size), "MPI does not tell the number of processes")
    self.rank = Int(rank)
    self.size = Int(size)
    let found = text(capacity: 512) { _ = plateau_mpi_host($0) }
    host = found.isEmpty ? "?" : found
    guard size == expected else {
      plateau_mpi_finish()
      throw mismatch
    }
    let names = try shared(gather(Array(host.utf8)).joined(separator: [0]).map(\.self))
      .split(separator: 0, omittingEmptySubsequences: false)
    known.withLock { $0 = names.map { String(decoding: $0, as: UTF8.self) } }
  }

  public func exchange(
    _ data: UnsafeRawBufferPointer, to receiver: Int?, _ target: UnsafeMutableRawBufferPointer,
    from sender: Int?
  ) throws(MessagesError) {
    // MPI counts in 32 bits.
    guard let sent = Int32(exactly: data.count), let received = Int32(exactly: target.count) else {
      throw MessagesError(
        "a message of \(max(data.count, target.count) >> 20) MB is too large for MPI")
    }
    silence.begin(waitingFor: sender ?? receiver ?? rank)
    defer { silence.end() }
    let code = plateau_mpi_exchange(
      data.baseAddress, sent, Int32(receiver ?? -1), target.baseAddress, received,
      Int32(sender ?? -1))
    try check(code, "a message between ranks \(rank) and \(receiver ?? sender ?? rank) failed")
  }

  public func hasMessage(from sender: Int) throws(MessagesError) -> Bool {
    var isThere = false
    try check(
      plateau_mpi_look(Int32(sender), &isThere),
      "a message between ranks \(rank) and \(sender) failed")
    return isThere
  }

  public func broadcast(
    _ data: UnsafeMutableRawBufferPointer, within limit: Duration?
  ) throws(MessagesError) {
    // MPI counts in 32 bits.
    let piece = 1 << 30
    var start = 0
    while start < data.count {
      let part = UnsafeMutableRawBufferPointer(rebasing: data[start...].prefix(piece))
      try check(
        plateau_mpi_begin_broadcast(part.baseAddress, Int32(part.count)),
        "a message from rank 0 failed")
      try wait("a message from rank 0 failed", within: limit)
      start += piece
    }
  }

  public func barrier() throws(MessagesError) {
    try check(plateau_mpi_begin_barrier(), "waiting for the other ranks failed")
    try wait("waiting for the other ranks failed", within: nil)
  }

  public func abort(_ status: Int32) { plateau_mpi_abort(status) }

  /// Leaves the other ranks, which must do so, too.
  ///
  /// The work is done by then, so the process waits at most ten seconds for a rank that does not
  /// leave or a library that does not return, and then ends itself.
  ///
  /// - Parameters:
  ///   - status: The exit code that the process will end with, also in that case.
  ///   - sayLast: Says what the process would say after it has left, in that case.
  public func finish(
    endingWith status: Int32, sayLast: @escaping @Sendable () -> Void = {}
  ) {
    silence.stopWatching()
    let departure = Silence()
    departure.watch(limit: .seconds(10)) { _ in
      sayLast()
      _exit(status)
    }
    departure.begin(waitingFor: 0)
    let isSafe = !plateau_mpi_finish_may_hang() || Set(hosts).count == 1
    // After the barrier, the other ranks have received everything that this one sent.
    try? barrier()
    if isSafe {
      plateau_mpi_finish()
    } else if rank > 0 {
      // MPICH's launcher takes the code of the process that ends first, and may kill the others.
      usleep(3_000_000)
    }
    departure.stopWatching()
  }

  /// Watches over messages that other ranks do not answer: the library notices when a process
  /// dies, but waits for ever for one that is stopped or whose host is cut off.
  ///
  /// Broadcasts and barriers do not count: ranks may read their data for long. A broadcast has a
  /// limit of its own.
  ///
  /// - Parameters:
  ///   - limit: The time after which a rank counts as silent.
  ///   - report: Receives the reason, once, on a thread of its own.
  public func watch(limit: Duration, report: @escaping @Sendable (MessagesError) -> Void) {
    silence.watch(limit: limit) { [rank, hosts] peer in
      report(.silence(of: peer, on: hosts, at: rank, limit))
    }
  }

  /// Waits for what was begun.
  ///
  /// MPI's own way of waiting takes a whole processor.
  private func wait(_ failure: String, within limit: Duration?) throws(MessagesError) {
    let end = limit.map { ContinuousClock.now + $0 }
    var isDone = false
    var looks = 0
    var pause: useconds_t = 20
    while true {
      try check(plateau_mpi_test(&isDone), failure)
      if isDone { return }
      looks += 1
      // Most of what is waited for inside an epoch comes within microseconds.
      guard looks > 200 else { continue }
      if let limit, let end, ContinuousClock.now > end {
        // Rank 0 does not know which of the others it waits for.
        throw .silence(of: rank == 0 ? nil : 0, on: hosts, at: rank, limit)
      }
      usleep(pause)
      pause = min(2000, pause + pause / 4)
    }
  }
}

/// The MPI library of this machine.
public struct MPILibrary: Sendable {
  /// The path of its file.
  public let file: String
  /// Its first line about itself, with its version.
  public let version: String
  /// The form of its constants in words.
  public let interface: String

  /// Loads the library.
  ///
  /// - Throws: `MessagesError` when there is none, with the package to install.
  public init() throws(MessagesError) {
    if let reason = plateau_mpi_load() {
      let advice =
        getenv("PLATEAU_MPI").map { $0[0] != 0 } == true
        ? "name another file in PLATEAU_MPI, or unset it"
        : "install one: apt-get install openmpi-bin (or mpich)"
      throw MessagesError("\(String(cString: reason)); \(advice)")
    }
    file = String(cString: plateau_mpi_file())
    let words = text(capacity: 512) { plateau_mpi_version($0, 512) }
    version = words.prefix { $0 != "," }
      .split(whereSeparator: \.isWhitespace).filter { $0 != "Version:" }.joined(separator: " ")
    switch plateau_mpi_abi() {
    case PLATEAU_MPI_STANDARD: interface = "MPI 5"
    case PLATEAU_MPI_OPEN: interface = "Open MPI"
    default: interface = "MPICH"
    }
  }

  /// False where the launcher's variables tell that the library cannot speak to it.
  ///
  /// Open MPI joins the processes of its own launcher and those of one that speaks PMIx. Without
  /// either, each process would start a daemon of its own, and may end while it does.
  var isReachedByLauncher: Bool {
    let isStartedByPMI = getenv("PMI_SIZE") != nil && getenv("SLURM_STEP_NUM_TASKS") == nil
    let speaksPMIx = getenv("OMPI_COMM_WORLD_SIZE") != nil || getenv("PMIX_NAMESPACE") != nil
    return !(name.hasPrefix("Open MPI") && isStartedByPMI && !speaksPMIx)
  }

  /// The way to start processes that it can join; `srun` speaks to a library as its option says.
  var advice: String {
    let option = interface == "Open MPI" ? "pmix" : "pmi2"
    if getenv("SLURM_STEP_NUM_TASKS") != nil, getenv("OMPI_COMM_WORLD_SIZE") == nil {
      return
        "start them with srun --mpi=\(option) for \(name), or name another library in PLATEAU_MPI"
    }
    return "the launcher belongs to another MPI; use the one of \(name), or name the launcher's "
      + "library in PLATEAU_MPI"
  }

  /// The name of its family: Open MPI, Intel MPI, MPICH.
  var name: String { version.isEmpty ? interface : version }
}

/// Throws MPI's words for an error's code.
private func check(_ code: Int32, _ failure: String) throws(MessagesError) {
  guard code != 0 else { return }
  let words = text(capacity: 512) { plateau_mpi_error(code, $0) }
  throw MessagesError("\(failure): \(words)")
}

/// The text that a function of C writes.
private func text(capacity: Int, _ write: (UnsafeMutablePointer<CChar>) -> Void) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
    guard let base = buffer.baseAddress else { return "" }
    buffer.initialize(repeating: 0)
    write(base)
    base[capacity - 1] = 0
    return String(cString: base)
  }
}
