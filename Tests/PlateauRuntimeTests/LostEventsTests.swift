import Foundation
import PlateauRuntime
import RunFiles
import RunModel
import TestSupport
import Testing
import Training

#if canImport(Glibc)
  /// A journal that lost events because more waited than memory has room for.
  @Suite struct LostEventsTests {
    private struct Over: Error {}

    /// An empty file in memory that accepts no byte, as on a full disk.
    private static func fileThatCannotGrow() -> Int32? {
      typealias MakeFile = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32
      guard let symbol = dlsym(nil, "memfd_create") else { return nil }
      let (closesOnExec, allowsSeals) = (UInt32(1), UInt32(2))
      let file = unsafeBitCast(symbol, to: MakeFile.self)("events", closesOnExec | allowsSeals)
      let (addSeals, againstGrowth) = (Int32(1033), Int32(4))
      return file >= 0 && fcntl(file, addSeals, againstGrowth) == 0 ? file : nil
    }

    @Test func eventsThatAreMissingAreToldOnce() throws {
      let file = try #require(Self.fileThatCannotGrow())
      defer { close(file) }
      let folder = TemporaryFolder()
      let path = "/proc/self/fd/\(file)"
      let directory = RunDirectory(path: folder.path)
      let session = RunSession(
        directory: directory, journal: try Journal(path: path, isNew: false))
      let text = String(repeating: "x", count: 4 << 20)
      session.start { _, report in
        for _ in 0..<10 { report(.message(from: "test", text: text)) }
        report(.runEnded(RunEnd(reason: .completed, epochs: 1, restoredEpoch: nil, seconds: 1)))
        throw Over()
      }
      #expect(session.wait(.seconds(60)))
      var ends: [RunEnd] = []
      for event in session.mailbox.drain() {
        if case .runEnded(let end) = event.kind { ends.append(end) }
      }
      // The ten, the remark that the disk is full, and the end.
      #expect(ends.count == 1)
      #expect(ends.first?.unwritten.count == 1, "\(ends.first?.unwritten ?? [])")
      #expect(ends.first?.unwritten.first?.contains("12 events are missing") == true)
    }
  }
#endif
