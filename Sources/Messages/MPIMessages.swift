internal import CMessages

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

  /// Joins the processes that a launcher started.
  ///
  /// - Parameter expected: The number of processes according to the launcher.
  /// - Throws: `MessagesError` when no library is installed, or when it is not the launcher's: then
  ///   it would see this process alone.
  public init(expecting expected: Int) throws(MessagesError) {
    library = try MPILibrary()
    let mismatch = MessagesError(
      "the launcher started \(expected) processes, but \(library.file) cannot join them: the launcher belongs "
        + "to another MPI; use the one of \(library.name), or name the launcher's library in PLATEAU_MPI"
    )
    guard library.isReachedByLauncher else { throw mismatch }
    try check(plateau_mpi_start(), "MPI does not start")
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
  }

  public func exchange(
    _ data: UnsafeRawBufferPointer, to receiver: Int?, _ target: UnsafeMutableRawBufferPointer,
    from sender: Int?
  ) throws(MessagesError) {
    silence.begin(waitingFor: sender ?? receiver ?? rank)
    defer { silence.end() }
    let code = plateau_mpi_exchange(
      data.baseAddress, Int32(data.count), Int32(receiver ?? -1), target.baseAddress,
      Int32(target.count), Int32(sender ?? -1))
    try check(code, "a message between processes \(rank) and \(receiver ?? sender ?? rank) failed")
  }

  public func broadcast(_ data: UnsafeMutableRawBufferPointer) throws(MessagesError) {
    // MPI counts in 32 bits.
    let piece = 1 << 30
    var start = 0
    while start < data.count {
      let part = UnsafeMutableRawBufferPointer(rebasing: data[start...].prefix(piece))
      try check(
        plateau_mpi_begin_broadcast(part.baseAddress, Int32(part.count)),
        "a message from process 0 failed")
      try wait("a message from process 0 failed")
      start += piece
    }
  }

  public func barrier() throws(MessagesError) {
    try check(plateau_mpi_begin_barrier(), "waiting for the other processes failed")
    try wait("waiting for the other processes failed")
  }

  public func abort(_ status: Int32) { plateau_mpi_abort(status) }

  /// Leaves the other processes, which must do so, too.
  public func finish() {
    silence.stopWatching()
    plateau_mpi_finish()
  }

  /// Watches over messages that other processes do not answer: the library notices when a process
  /// dies, but waits for ever for one that is stopped or whose host is cut off.
  ///
  /// Waiting for the bytes of process 0 and for all processes does not count: it may be paused.
  ///
  /// - Parameters:
  ///   - limit: The seconds after which a process counts as silent.
  ///   - report: Receives the reason, once, on a thread of its own.
  public func watch(limit: Int, report: @escaping @Sendable (MessagesError) -> Void) {
    silence.watch(limit: .seconds(limit)) { [rank] peer in
      report(
        MessagesError("process \(peer) has not answered process \(rank) for \(limit) seconds"))
    }
  }

  /// Waits for what was begun.
  ///
  /// MPI's own way of waiting takes a whole processor.
  private func wait(_ failure: String) throws(MessagesError) {
    var isDone = false
    var looks = 0
    var pause: useconds_t = 20
    while true {
      try check(plateau_mpi_test(&isDone), failure)
      if isDone { return }
      looks += 1
      // Most of what is waited for inside an epoch comes within microseconds.
      guard looks > 200 else { continue }
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
      throw MessagesError(
        "\(String(cString: reason)); install one: apt-get install openmpi-bin (or mpich)")
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
