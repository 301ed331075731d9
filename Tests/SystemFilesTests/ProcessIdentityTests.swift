import Foundation
import SystemFiles
import TestSupport
import Testing

/// Processes told apart by more than their numbers, and files that they have locked.
@Suite struct ProcessIdentityTests {
  private let folder = TemporaryFolder()

  @Test func thisProcessRunsHereAndItsNumberElsewhereSaysNothing() {
    let own = ProcessIdentity.own
    #expect(own.isRunning(on: hostName()) == true)
    #expect(own.isRunning(on: "") == true)
    var foreign = own
    foreign.namespace = "another-boot pid:[1]"
    #expect(foreign.isRunning(on: hostName()) == nil)
    foreign.namespace = ""
    #expect(foreign.isRunning(on: "no-such-host") == nil)
    #expect(foreign.isRunning(on: hostName()) == true)
  }

  @Test func aNumberThatAnotherProcessGotIsNotTheOldProcess() {
    var old = ProcessIdentity.own
    old.start -= 1
    #expect(old.isRunning(on: hostName()) == false)
  }

  @Test func aProcessThatEndedDoesNotRun() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    let identity = ProcessIdentity(number: Int(process.processIdentifier))
    #expect(identity.isRunning(on: "") == false)
    #expect(ProcessIdentity(number: 0).isRunning(on: "") == false)
    #expect(ProcessIdentity(number: 0).isRunning(on: "elsewhere") == nil)
  }

  @Test func aLockIsSeenAndGivenBackAtOnce() throws {
    let path = folder.path("lock")
    let owner = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    let reader = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(reader) }
    try #require(owner >= 0 && reader >= 0)
    #expect(FileLock(of: reader) == .free)
    #expect(flock(owner, LOCK_EX | LOCK_NB) == 0)
    #expect(FileLock(of: reader) == .held)
    close(owner)
    #expect(FileLock(of: reader) == .free)
    #expect(FileLock(of: -1) == .unknown)
  }

  @Test func whatIsMissingAndWhatIsNoFileAreToldApart() throws {
    let folder = folder.path
    #expect(FileAccess(of: folder + "/none") == .missing)
    #expect(FileAccess(of: folder) == .refused("not a file"))
    // A pipe without a writer must not block it.
    #expect(mkfifo(folder + "/pipe", 0o644) == 0)
    #expect(FileAccess(of: folder + "/pipe") == .refused("not a file"))
    #expect(symlink("loop", folder + "/loop") == 0)
    guard case .refused(let reason) = FileAccess(of: folder + "/loop") else {
      Issue.record("a link to itself can be read")
      return
    }
    #expect(reason.contains("symbolic links"))
    #expect(throws: FileError.self) { try Folders.names(in: folder + "/none") }
    #expect(try Folders.names(in: folder) == ["loop", "pipe"])
  }
}
