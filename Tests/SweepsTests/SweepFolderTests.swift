import Foundation
import SystemFiles
import TestSupport
import Testing

@testable import Sweeps

@Suite struct SweepFolderTests {
  private func plan() throws -> SweepPlan {
    try SweepPlan([SweptSetting("lr=1e-4,1e-3")], random: nil, seeds: 2)
  }

  @Test func aSweepIsReadAsItWasMade() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/s"
    let runs = try plan().runs
    let made = try SweepFolder(
      at: path, recipe: "a.yaml", name: "a", runs,
      texts: runs.map { "lr: \($0.settings[0].value)\n" },
      program: "plateau")
    #expect(try SweepFolder(path: path) == made)
    #expect(SweepFolder.isSweep(path))
    let recipe = try String(
      contentsOfFile: made.folder(of: runs[2]) + "/recipe.yaml", encoding: .utf8)
    #expect(recipe == "lr: 1e-3\n")
    let commands = try String(contentsOfFile: path + "/commands.txt", encoding: .utf8)
    #expect(
      commands.hasPrefix("plateau sweep \(path) --only 1  # lr=1e-4 seed=1\n"), "\(commands)")
    #expect(commands.split(separator: "\n").count == 4)
  }

  @Test func aScriptIsReadAsItWasMade() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/s"
    let made = try SweepFolder(
      at: path, script: SweepScript(["sh", "-c", "echo {lr} {seed}"]), name: "sh", plan().runs,
      program: "plateau")
    #expect(try SweepFolder(path: path) == made)
  }

  @Test func anotherFolderIsNotTouched() throws {
    let folder = TemporaryFolder()
    try FileReplacement.replace(folder.path + "/thesis.txt", with: "all of it")
    #expect(throws: SweepError.self) {
      try SweepFolder(
        at: folder.path, script: SweepScript(["true"]), name: "x", plan().runs, program: "plateau")
    }
    #expect(throws: SweepError.self) { try SweepFolder(path: folder.path) }
  }

  @Test func aDamagedSweepIsRefused() throws {
    let folder = TemporaryFolder()
    let outside = #"{"runs": [{"name": "../x", "settings": {}}], "recipe": "a"}"#
    for text in ["", "{", outside] {
      try FileReplacement.replace(folder.path + "/sweep.json", with: text)
      #expect(throws: SweepError.self) { try SweepFolder(path: folder.path) }
    }
  }

  @Test func runsThatHaveNotBegunWait() throws {
    let folder = TemporaryFolder()
    #expect(SweepRunState(at: folder.path + "/none", isScript: false) == .waiting)
    #expect(SweepRunState(at: folder.path, isScript: true) == .waiting)
  }

  @Test func aFailureLeavesNoHalfMadeSweep() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/s"
    // No file system takes names this long.
    let runs = [
      SweepRun(name: "1", settings: []),
      SweepRun(name: String(repeating: "x", count: 300), settings: []),
    ]
    #expect(throws: SweepError.self) {
      try SweepFolder(
        at: path, recipe: "a.yaml", name: "a", runs, texts: ["a: 1\n", "a: 2\n"], program: "plateau"
      )
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func onlyOneProcessTrainsASweep() throws {
    let folder = TemporaryFolder()
    let sweep = try SweepFolder(
      at: folder.path + "/s", script: SweepScript(["true"]), name: "x", plan().runs,
      program: "plateau")
    #expect(!SweepProcess(sweep).isRunning)
    #expect(throws: SweepError.self) { try SweepProcess(sweep).stop() }
    try SweepProcess(sweep).announce()
    #expect(SweepProcess(sweep).isRunning)
    let error = #expect(throws: FileError.self) { try SweepProcess(sweep).announce() }
    #expect(error?.reason.contains("is being trained already on ") == true)
  }

  @Test func runsThatAnotherStartedAreEndedInAnotherWay() throws {
    let folder = TemporaryFolder()
    let runs = try plan().runs
    let sweep = try SweepFolder(
      at: folder.path + "/s", recipe: "a.yaml", name: "a", runs, texts: runs.map { _ in "a: 1\n" },
      program: "plateau")
    let descriptors = runs.prefix(2).map { run in
      open(sweep.folder(of: run) + "/events.jsonl", O_RDWR | O_CREAT, 0o644)
    }
    defer { for descriptor in descriptors { close(descriptor) } }
    for descriptor in descriptors { #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0) }
    func words() -> String {
      (#expect(throws: SweepError.self) { try SweepProcess(sweep).stop() }).map { "\($0)" } ?? ""
    }
    #expect(words().contains("no process leads the 2 runs that train now; plateau tell "))
    // What a task of the array does first.
    try FileReplacement.replace(sweep.path + "/slurm.job", with: "4711\n")
    #expect(
      words() == "\(sweep.path): is trained by a job array of SLURM; scancel 4711 ends it")
    // While its tasks train, another run that a person starts changes nothing.
    SweepProcess(sweep).forgetJobs()
    #expect(words().contains("scancel 4711"))
    for descriptor in descriptors { flock(descriptor, LOCK_UN) }
    SweepProcess(sweep).forgetJobs()
    #expect(flock(descriptors[0], LOCK_EX | LOCK_NB) == 0)
    #expect(words().contains("no process leads the run that trains now; plateau tell "))
  }

  /// A board looks at the lock again and again.
  @Test func aLookAtTheLockRefusesNobody() throws {
    let folder = TemporaryFolder()
    let sweep = try SweepFolder(
      at: folder.path + "/s", script: SweepScript(["true"]), name: "x", plan().runs,
      program: "plateau")
    let look = open(sweep.path + "/sweep.json", O_RDONLY)
    #expect(flock(look, LOCK_SH | LOCK_NB) == 0)
    Thread.detachNewThread {
      usleep(20_000)
      close(look)
    }
    try SweepProcess(sweep).announce()
    #expect(SweepProcess(sweep).isRunning)
  }

  @Test func whatSlurmHasQueuedIsNotSubmittedAgain() throws {
    let folder = TemporaryFolder()
    let sweep = try SweepFolder(
      at: folder.path + "/s", script: SweepScript(["true"]), name: "x", plan().runs,
      program: "plateau")
    let process = SweepProcess(sweep)
    // The process that began the runs is gone.
    try FileReplacement.replace(
      sweep.path + "/process.json", with: #"{"host": "a", "process": 9999999, "started": "1"}"#)
    #expect(process.isGone)
    let queue = try queue(in: folder, submits: "echo '12;cluster'", lists: "echo 12 2; echo 12 3")
    #expect(process.queued(in: queue) == [])
    #expect(try process.submit("sweep.sbatch", to: queue) == "12")
    #expect(process.queued(in: queue) == [2, 3])
    // The runs are SLURM's from now on.
    #expect(!process.isGone)
    process.forgetJobs(of: queue)
    let error = #expect(throws: SweepError.self) { try process.stop(queue) }
    #expect("\(error as Any)".contains("scancel 12 ends it"))
    let empty = try self.queue(in: folder, submits: "echo no such partition; exit 1", lists: "")
    #expect(process.queued(in: empty) == [])
    let refusal = #expect(throws: SweepError.self) { try process.submit("a.sbatch", to: empty) }
    #expect("\(refusal as Any)".contains("a.sbatch: no such partition"))
    // One that does not answer may have something of it.
    let silent = SlurmQueue(submitter: "none", lister: folder.path + "/none")
    #expect(process.queued(in: silent) == nil)
    process.forgetJobs(of: empty)
    #expect(process.queued(in: queue) == [])
  }

  /// A queue whose programs are shell scripts.
  private func queue(
    in folder: TemporaryFolder, submits: String, lists: String
  ) throws -> SlurmQueue {
    let paths = try [("sbatch", submits), ("squeue", lists)].map { name, body in
      let path = folder.path + "/\(name)-\(UInt32.random(in: 0...(.max)))"
      try FileReplacement.replace(path, with: "#!/bin/sh\n\(body)\n")
      chmod(path, 0o755)
      return path
    }
    return SlurmQueue(submitter: paths[0], lister: paths[1])
  }

  @Test func aProcessThatFailsAtOnceSaysWhy() throws {
    let folder = TemporaryFolder()
    let sweep = try SweepFolder(
      at: folder.path + "/s", script: SweepScript(["true"]), name: "x", plan().runs,
      program: "plateau")
    let error = #expect(throws: FileError.self) {
      try SweepProcess(sweep).start(["sh", "-c", "echo no memory >&2; exit 3"])
    }
    #expect(error?.reason == "cannot be trained: no memory")
  }

  /// A script may answer SIGTERM by a clean exit.
  @Test func aScriptThatWasAskedToEndIsNotComplete() throws {
    let folder = TemporaryFolder()
    let command =
      #"{"name": "a", "command": "a", "folder": "/", "time": 1, "host": "", "process": 9}"#
    try FileReplacement.replace(folder.path + "/command.json", with: command)
    try FileReplacement.replace(folder.path + "/exit.json", with: #"{"time": 2, "code": 0}"#)
    #expect(SweepRunState(at: folder.path, isScript: true) == .done("the script ended"))
    try FileReplacement.replace(
      folder.path + "/exit.json", with: #"{"time": 2, "code": 0, "after_signal": 15}"#)
    #expect(
      SweepRunState(at: folder.path, isScript: true)
        == .broken("the script was ended by signal 15"))
  }

  @Test func aRunThatCannotGoOnStartsAnewAndIsKept() throws {
    let folder = TemporaryFolder()
    let runs = try plan().runs
    let sweep = try SweepFolder(
      at: folder.path + "/s", recipe: "a.yaml", name: "a", runs,
      texts: runs.map { "lr: \($0.settings[0].value)\n" }, program: "plateau")
    for round in 1...2 {
      try FileReplacement.replace(sweep.folder(of: runs[0]) + "/events.jsonl", with: "\(round)")
      try sweep.restart(runs[0])
      #expect(try Folders.names(in: sweep.folder(of: runs[0])) == ["recipe.yaml"])
      #expect(try sweep.recipeText(of: runs[0]) == "lr: 1e-4\n")
      let kept = sweep.path + "/broken/\(runs[0].name)-\(round)/events.jsonl"
      #expect(try String(contentsOfFile: kept, encoding: .utf8) == "\(round)")
    }
    try FileManager.default.removeItem(atPath: sweep.folder(of: runs[1]))
    #expect(throws: FileError.self) { try sweep.recipeText(of: runs[1]) }
  }
}
