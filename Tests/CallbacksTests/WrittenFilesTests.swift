import Callbacks
import Foundation
import TestSupport
import Testing

/// The files that callbacks will write, checked before they do.
@Suite struct WrittenFilesTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  private func checkpoint(_ path: String) throws -> ModelCheckpoint {
    try ModelCheckpoint(path: folder + "/" + path, folder: folder)
  }

  private func refusals(_ callbacks: [any Callback]) -> [String] {
    WrittenFiles.findings(callbacks, in: folder).filter(\.isImpossible).map(\.text)
  }

  @Test(arguments: [
    ("a.safetensors", "a.safetensors"), ("a.safetensors", "x/../a.safetensors"),
    ("A.safetensors", "./a.safetensors"),
    ("e-{epoch}.safetensors", "e-7.safetensors"),
    ("e-{epoch:02d}.safetensors", "e-{epoch:03d}.safetensors"),
    ("e-{epoch:02d}.safetensors", "e-{epoch}.safetensors"),
    ("{epoch}-{val_loss:.2f}.safetensors", "{epoch}-{loss:.2f}.safetensors"),
    ("{val/mAP:.2f}.safetensors", "0.50.safetensors"),
    ("{val_loss}.safetensors", "nan.safetensors"),
    ("{val_loss}.safetensors", "-inf.safetensors"),
    ("{val_loss:.1e}.safetensors", "{loss}.safetensors"),
    ("{epoch}.safetensors", "{val_loss:.0f}.safetensors"),
    ("{epoch}.5.safetensors", "{val_loss:.1f}.safetensors"),
    ("a.safetensors", "a.resume.safetensors"),
  ])
  func twoCheckpointsThatCanWriteOneFileAreRefused(a: String, b: String) throws {
    for pair in [(a, b), (b, a)] {
      let refusals = refusals([try checkpoint(pair.0), try checkpoint(pair.1)])
      #expect(
        !refusals.isEmpty
          && refusals.allSatisfy { $0.contains("another name") || $0.contains("choose another") })
    }
  }

  @Test(arguments: [
    ("a.safetensors", "b.safetensors"), ("a.safetensors", "x/a.safetensors"),
    ("e-{epoch:02d}.safetensors", "e-7.safetensors"),
    ("e{epoch}.safetensors", "e.safetensors"),
    ("{epoch:02d}-{val_loss:.2f}.safetensors", "{epoch:02d}.safetensors"),
    ("{{epoch}}.safetensors", "{epoch}.safetensors"),
    ("{epoch}.safetensors", "best.safetensors"),
    ("{epoch}.safetensors", "{val_loss:.2f}.safetensors"),
    ("{epoch}.safetensors", "{val_loss}.safetensors"),
    ("{val_loss:.2e}.safetensors", "7.safetensors"),
  ])
  func twoCheckpointsThatNeverMeetAreNot(a: String, b: String) throws {
    #expect(refusals([try checkpoint(a), try checkpoint(b)]) == [])
  }

  @Test func noFileLiesInAFile() throws {
    let log = CSVLogger(path: folder + "/log.safetensors")
    let inside = try checkpoint("log.safetensors/a.safetensors")
    #expect(refusals([log, inside]).first?.contains("cannot lie in") == true)
    #expect(refusals([inside, log]).first?.contains("cannot lie in") == true)
    let board = TensorBoard(logDirectory: folder + "/tensorboard")
    for name in ["tensorboard", "tensorboard/train"] {
      #expect(!refusals([board, CSVLogger(path: folder + "/" + name)]).isEmpty, "\(name)")
    }
    #expect(refusals([board, CSVLogger(path: folder + "/tensorboard/log.csv")]) == [])
  }

  @Test func twoNamesOfOneFileAreFoundOut() throws {
    try "".write(toFile: folder + "/a.csv", atomically: false, encoding: .utf8)
    try FileManager.default.linkItem(atPath: folder + "/a.csv", toPath: folder + "/hard.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/soft.csv", withDestinationPath: "a.csv")
    for name in ["hard.csv", "soft.csv"] {
      let both = [CSVLogger(path: folder + "/a.csv"), CSVLogger(path: folder + "/" + name)]
      #expect(refusals(both).first?.contains("can be the same file") == true)
    }
  }

  @Test func aBackupIsNoCheckpoint() throws {
    let backup = try BackupAndRestore(backupDirectory: folder + "/backup")
    let other = try BackupAndRestore(backupDirectory: folder + "/x/../backup")
    #expect(!refusals([backup, try checkpoint("backup/latest.weights.safetensors")]).isEmpty)
    #expect(!refusals([backup, other]).isEmpty)
    #expect(refusals([backup, try checkpoint("backup/mine.safetensors")]) == [])
  }

  @Test func onlyNamesOfItsOwnAreUnfinishedFiles() throws {
    let own = [
      "best-7-0.25.safetensors.part", "best-12-nan.resume.safetensors.part",
      "best-7--1.50.state.json.part", "deep/3/x.safetensors.part",
    ]
    let others = [
      "best-7-fine.safetensors.part", "best-x-0.25.safetensors.part",
      "Best-7-0.25.safetensors.part",
      "best-7-0.25.safetensors", "deep/z/x.safetensors.part", "other.safetensors.part",
    ]
    for name in own + others {
      let path = folder + "/" + name
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try "".write(toFile: path, atomically: false, encoding: .utf8)
    }
    let callbacks: [any Callback] = [
      CSVLogger(path: folder + "/log.csv"),
      try checkpoint("best-{epoch}-{val_loss:.2f}.safetensors"),
      try checkpoint("deep/{epoch}/x.safetensors"),
    ]
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let found = WrittenFiles.unfinished(callbacks, in: folder).map {
      String($0.dropFirst(root.count + 1))
    }
    #expect(found.sorted() == own.sorted())
  }
}
