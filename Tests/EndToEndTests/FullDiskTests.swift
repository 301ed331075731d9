import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A disk without room, as long as it lasts; only root may mount one.
@Suite(.enabled(if: geteuid() == 0)) struct FullDiskTests {
  #if os(Linux)
    /// `MNT_DETACH`: goes away when the last file is closed.
    private let detach: Int32 = 2

    @Test func aDiskThatIsFullForAMomentCostsNothingButThatMoment() throws {
      let times = min(rounds(2), 10)
      let epochs = 400 + 400 * times
      let recipe = CrashTests.recipes[1].replacingOccurrences(
        of: "epochs: 8", with: "epochs: \(epochs)"
      )
      .replacingOccurrences(
        of: "  - model_checkpoint",
        with:
          "  - model_checkpoint: {monitor: val_loss, mode: min, save_best_only: true}\n  - tensorboard"
      )
      let program = try Program(recipe: recipe)
      let disk = program.folder + "/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
      guard mount("tmpfs", disk, "tmpfs", 0, "size=24m") == 0 else {
        // A container may forbid it.
        return
      }
      defer { umount2(disk, detach) }
      let process = try program.launch(["train", "small.yaml", "--headless", "--run", "disk/run"])
      eventually { (try? program.file("disk/run/log.csv"))?.contains("\r\n3,") == true }
      var fullRounds = 0
      for _ in 0..<times where process.isRunning {
        let file = open(disk + "/fill", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let block = [UInt8](repeating: 1, count: 4096)
        while write(file, block, block.count) > 0 {}
        // The disk is full for half a second and then has room for a while, as disks do.
        usleep(500_000)
        if process.isRunning { fullRounds += 1 }
        close(file)
        unlink(disk + "/fill")
        usleep(300_000)
      }
      process.waitUntilExit()
      #expect(fullRounds > 0)
      #expect(process.terminationStatus == 0)
      let log = try program.file("disk/run/log.csv")
      let rows = log.components(separatedBy: "\r\n").dropFirst().dropLast()
      #expect(rows.compactMap { $0.split(separator: ",").first } == (0..<epochs).map { "\($0)" })
      let events = try program.file("disk/run/events.jsonl").split(separator: "\n")
      var ended: [Int] = []
      for line in events {
        let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let event = try #require(json)
        if event["event"] as? String == "epoch_ended", let epoch = event["epoch"] as? Int {
          ended.append(epoch)
        }
      }
      #expect(ended == Array(0..<epochs))
      let text = events.joined(separator: "\n")
      #expect(text.contains("events wait until there is room"))
      #expect(text.contains("there is room again"))
      #expect(events.last?.contains("run_ended") == true || text.contains("\"run_ended\""))
    }
  #endif
}
