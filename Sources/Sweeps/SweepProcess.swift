internal import BareFoundation
internal import JSONText
internal import ScriptRuns
package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The process that trains the runs of a sweep on this machine or another one.
package struct SweepProcess {
  private let folder: SweepFolder
  private var file: String { folder.path + "/process.json" }

  /// Creates a reference to the process of a sweep; there need not be one.
  package init(_ folder: SweepFolder) { self.folder = folder }

  /// The process and its machine, as the file tells; nil when none was there.
  private var told: (process: ProcessIdentity, host: String)? {
    guard let file = try? RegularFile(reading: file), file.size < 1 << 16,
      let json = try? JSONParser.parse(file.bytes(at: 0, count: file.size)[...]),
      let process = ProcessIdentity(json), process.number > 1
    else { return nil }
    return (process, json["host"]?.string ?? "")
  }

  /// The numbers of the job arrays that were submitted, oldest first; empty when a process has begun
  /// the runs since then.
  private var jobs: [String] {
    let text = (try? String(contentsOfFile: folder.jobFile, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).reduce(into: []) { jobs, line in
      let number = String(line.prefix { $0.isASCII && $0.isNumber })
      if !number.isEmpty, !jobs.contains(number) { jobs.append(number) }
    }
  }

  /// True while a process trains the runs, on this machine or, where its file system shares locks,
  /// on another one.
  package var isRunning: Bool {
    guard let file = try? FileDescriptor(path: folder.lockFile) else { return false }
    switch FileLock(of: file.number) {
    case .held: return true
    case .free: return false
    case .unknown: return told.map { $0.process.isRunning(on: $0.host) == true } ?? false
    }
  }

  /// True when the process that began runs is gone, so that nothing begins those that wait; false
  /// before the first and for a job array, whose queue is not known here.
  package var isGone: Bool { told != nil && jobs.isEmpty && !isRunning }

  /// Tells others that this process trains the runs, until it ends.
  ///
  /// - Throws: `FileError` when another process trains them, or the folder cannot be written.
  package func announce() throws(FileError) {
    let descriptor = open(folder.lockFile, O_RDONLY | O_CLOEXEC)
    // The kernel releases the lock at the end of this process, however it ends. Somebody who looks
    // at the lock has it for an instant.
    var code = EWOULDBLOCK
    for _ in 0..<20 where code == EWOULDBLOCK {
      code = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
      if code == EWOULDBLOCK { usleep(5_000) }
    }
    if code == EWOULDBLOCK || code != 0 && isRunning {
      close(descriptor)
      let place = told.map { $0.host.isEmpty ? "" : " on \($0.host)" } ?? ""
      throw FileError(
        folder.path, "is being trained already\(place); plateau watch \(folder.path) shows it")
    }
    let json = JSONValue.object(
      [JSONValue.Member("host", .string(hostName()))] + ProcessIdentity.own.members)
    try FileReplacement.replace(file, with: json.text + "\n")
    if queued()?.isEmpty ?? false { unlink(folder.jobFile) }
  }

  /// The numbers of the runs that wait or run in the queue of SLURM; nil where it does not answer.
  package func queued(in queue: SlurmQueue = SlurmQueue()) -> Set<Int>? {
    queue.tasks(of: jobs).map { Set($0.map(\.number)) }
  }

  /// Submits the script of a job array, which begins runs from now on.
  ///
  /// - Returns: The number of the job.
  /// - Throws: `SweepError` with the reason of `sbatch`.
  package func submit(
    _ script: String, to queue: SlurmQueue = SlurmQueue()
  ) throws(SweepError) -> String {
    let job = try queue.submit(script)
    // Each task writes it, too.
    try? FileReplacement.replace(
      folder.jobFile, with: (jobs + [job]).map { $0 + "\n" }.joined())
    leave()
    return job
  }

  /// Leaves the runs that have not begun to another program.
  package func leave() {
    if !isRunning { unlink(file) }
  }

  /// Forgets the job arrays that were submitted, unless something of them is left: from now on, this
  /// process trains a run that a person started.
  package func forgetJobs(of queue: SlurmQueue = SlurmQueue()) {
    if jobs.isEmpty || !trained.isEmpty || !(queued(in: queue) ?? []).isEmpty { return }
    unlink(folder.jobFile)
  }

  /// The runs that some process trains.
  private var trained: [SweepRun] {
    folder.runs.filter {
      SweepRunState(at: folder.folder(of: $0), isScript: folder.script != nil) == .running
    }
  }

  /// Starts a process of its own session, whose output goes into the sweep's log, and waits until
  /// it trains the runs.
  ///
  /// - Parameter arguments: The program and its arguments.
  /// - Throws: `FileError` when it cannot be started, or fails at once.
  package func start(_ arguments: [String]) throws(FileError) {
    let child = try ChildProcess(
      arguments, environment: ScriptClient.inherited, output: folder.log, group: .ownSession)
    for round in 0..<200 where round == 0 || !isRunning {
      if let end = child.end(waits: false), end != .code(0) {
        let reason = SweepFolder.lastLine(of: folder.log) ?? end.words
        throw FileError(folder.path, "cannot be trained: \(reason)")
      }
      usleep(10_000)
    }
  }

  /// Asks the process to end its runs soundly.
  ///
  /// - Returns: What was done, as a sentence.
  package func stop(_ queue: SlurmQueue = SlurmQueue()) throws(SweepError) -> String {
    guard isRunning, let told else { throw obstacle(queue) }
    guard told.process.isRunning(on: told.host) == true else {
      throw SweepError("\(folder.path): is trained on \(told.host); stop it there")
    }
    guard kill(pid_t(told.process.number), SIGTERM) == 0 else {
      throw SweepError("\(folder.path): its process cannot be ended: \(systemReason(errno))")
    }
    let array = liveJobs(of: queue).joined(separator: " ")
    return "\(folder.path): is ending; plateau sweep \(folder.path) goes on"
      + (array.isEmpty ? "" : "; scancel \(array) ends what SLURM has queued")
  }

  /// The job arrays of which something waits or runs.
  private func liveJobs(of queue: SlurmQueue) -> [String] {
    let tasks = queue.tasks(of: jobs) ?? []
    return jobs.filter { job in tasks.contains { $0.job == job } }
  }

  /// The reason why there is no process to end.
  private func obstacle(_ queue: SlurmQueue) -> SweepError {
    let (trained, queued) = (trained, liveJobs(of: queue))
    let those = queued.isEmpty && !trained.isEmpty ? jobs : queued
    if !those.isEmpty {
      let ending = "scancel \(those.joined(separator: " ")) ends it"
      return SweepError("\(folder.path): is trained by a job array of SLURM; \(ending)")
    }
    guard let first = trained.first else {
      return SweepError("\(folder.path): nothing trains it now")
    }
    let isOne = trained.count == 1
    return SweepError(
      "\(folder.path): no process leads the "
        + (isOne ? "run that trains now" : "\(trained.count) runs that train now")
        + "; plateau tell \(folder.folder(of: first)) stop ends \(isOne ? "it" : "one of them")")
  }
}
