import CurveStore
import Foundation
import LogReaders
import SeededRandom
import SystemFiles
import TestSupport
import Testing

/// Random damage to every example, for a chosen time.
///
/// `PLATEAU_FUZZ_SECONDS=600` sets the time per format; `PLATEAU_FUZZ_ONLY=csv` selects the
/// examples whose names contain a word. The tests check that nothing crashes, that points are not
/// more than bytes, and that a follower that gets the bytes in pieces ends with the same; where
/// that variable is set, also that no reading takes a second and that memory stays within four
/// times the bytes and 64 MiB.
@Suite struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["PLATEAU_FUZZ_SECONDS"].flatMap(Double.init)
  private static let only = environment["PLATEAU_FUZZ_ONLY"]
  private static let seed = environment["PLATEAU_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  private static let logs = TailedLogs.all.filter { only.map($0.name.contains) ?? true }

  @Test(arguments: logs.indices) func damageIsSurvived(_ index: Int) throws {
    let log = Self.logs[index]
    var random = SeededGenerator(seed: Self.seed &+ UInt64(index) << 32)
    let end = Date().addingTimeInterval(Self.seconds ?? 0)
    var rounds = 0
    repeat {
      let bytes = Self.mutated(log.bytes, &random)
      try Self.check(bytes, log.name, "\(log.name), round \(rounds)", &random)
      rounds += 1
    } while Self.seconds == nil ? rounds < 4 && log.bytes.count < 100_000 : Date() < end
    if Self.seconds != nil { print("fuzzed \(log.name): \(rounds) rounds") }
  }

  /// Names that readers of folders look for, and the parts that identify runs.
  private static let names = [
    "metrics.csv", "results.csv", "log.csv", "metrics.json", "trainer_state.json", "log.txt",
    "events.out.tfevents.1.a", "events.out.tfevents.2.b.v2", "hparams.yaml", "args.yaml",
    "meta.yaml", "params", "metrics/loss", "metrics/val/loss", "plots/metrics/train/acc.tsv",
    "run-1.wandb", "mlflow.db", "events.jsonl", "recipe.yaml", "notes", "scalars.json", "a.csv.gz",
  ]
  private static let coordinates = [
    "", "run/", "train/", "validation/", "mlruns/0/abc/", "version_0/", "a/b/c/d/", "dvclive/",
    "offline-run-1/", "checkpoint-10/",
  ]

  /// Folders with any content under any name, some with circular links, one of them growing.
  @Test func damagedFoldersAreSurvived() throws {
    guard Self.only.map("folders".contains) ?? true else { return }
    var random = SeededGenerator(seed: Self.seed)
    let end = Date().addingTimeInterval(Self.seconds ?? 0)
    var rounds = 0
    repeat {
      try Self.checkFolder("folder, round \(rounds)", &random)
      rounds += 1
    } while Self.seconds == nil ? rounds < 4 : Date() < end
    if Self.seconds != nil { print("fuzzed folders: \(rounds) rounds") }
  }

  private static func checkFolder(_ label: String, _ random: inout SeededGenerator) throws {
    let temporary = TemporaryFolder()
    let folder = temporary.path
    var follower = LogFollower(path: folder)
    var size = 0
    for _ in 0..<(1 + random.roll(8)) {
      let log = TailedLogs.all[random.roll(TailedLogs.all.count)]
      guard log.bytes.count < 100_000 else { continue }
      let bytes = random.roll(3) == 0 ? log.bytes : mutated(log.bytes, &random)
      let name = random.roll(2) == 0 ? log.name : names[random.roll(names.count)]
      let path = folder + "/" + coordinates[random.roll(coordinates.count)] + name
      let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
      try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      if random.roll(12) == 0 {
        try? FileManager.default.createSymbolicLink(
          atPath: path, withDestinationPath: random.roll(2) == 0 ? folder : "nowhere")
      } else if (try? Data(bytes).write(to: URL(fileURLWithPath: path))) != nil {
        size += bytes.count
      }
      _ = follower.next()
    }
    let (cold, _) = measured(label, size) { () throws(FileError) in
      try LogContents(path: folder)
    }
    var result: Result<LogContents, FileError>?
    while let next = outcome(of: follower.next(), folder) { result = next }
    // Earlier errors are reported once: only later updates are compared.
    if let result {
      #expect(result == cold, "\(label): followed, it reads otherwise")
    }
  }

  private static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<(1 + random.roll(6)) {
      let offset = random.roll(bytes.count + 1)
      let end = min(bytes.count, offset + random.roll(random.roll(4) == 0 ? bytes.count + 1 : 40))
      switch random.roll(9) {
      case 0: bytes.removeSubrange(offset...)
      case 1: bytes.removeSubrange(offset..<end)
      case 2: if offset < bytes.count { bytes[offset] ^= 1 << UInt8(random.roll(8)) }
      case 3: if offset < bytes.count { bytes[offset] = UInt8(random.roll(256)) }
      case 4: bytes.insert(contentsOf: bytes[offset..<end], at: random.roll(bytes.count + 1))
      case 5: bytes.insert(contentsOf: hostile[random.roll(hostile.count)], at: offset)
      case 6:
        let other = TailedLogs.all[random.roll(TailedLogs.all.count)].bytes
        let start = random.roll(other.count + 1)
        bytes.insert(
          contentsOf: other[start..<min(other.count, start + random.roll(2000))], at: offset)
      case 7:
        let unit = hostile[random.roll(hostile.count)]
        for _ in 0..<random.roll(2000) where bytes.count < 1 << 21 {
          bytes.insert(contentsOf: unit, at: min(offset, bytes.count))
        }
      default:
        bytes.replaceSubrange(
          offset..<end, with: (0..<random.roll(20)).map { _ in UInt8(random.roll(256)) })
      }
    }
    return bytes
  }

  /// Texts that readers of text and records may stumble over.
  private static let hostile: [[UInt8]] =
    [
      "\n", "\r", "\r\n", ",", "\"", "\"\"", "{", "}", "[", "]", ":", "\\", "\\u", "\u{1B}[",
      "\u{1B}]",
      "\u{8}", "nan", "NaN", "-inf", "1e999", "-0", "99999999999999999999", "0.", "e", "epoch",
      "step",
      "Epoch 1/2", " - ", ": ", "'", "{'loss': ", "#", "epoch,loss\n", "-9223372036854775808", "\t",
      " ",
    ].map { Array($0.utf8) } + [
      [0], [0xFF], [0x1F, 0x8B], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0, 0, 0, 0, 0, 0, 0, 0],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    ]

  private static func check(
    _ bytes: [UInt8], _ name: String, _ label: String, _ random: inout SeededGenerator
  ) throws {
    try SampleLogs.withFile(bytes, named: random.roll(2) == 0 ? name : "log") { path in
      let (cold, isSlow) = measured(label, bytes.count) { () throws(FileError) in
        try LogContents(path: path)
      }
      if case .success(let contents) = cold {
        #expect(contents.pointCount <= bytes.count, "\(label): points are invented")
      }
      guard !path.contains(".db") else { return }
      // Zeros at the end count as not yet written: bytes read before they came may have been
      // reported as damage, which a cold read takes for the start of a record.
      let isUnwritten = bytes.suffix(4) == [0, 0, 0, 0] && name.contains("tfevents")
      let isSame = isUnwritten || followed(bytes, path, &random) == cold
      if !isSame { try keep(bytes, label) }
      #expect(isSame, "\(label): followed, it reads otherwise")
      if isSlow { try keep(bytes, label) }
    }
  }

  /// An optimized program takes a second at most; others are about ten times slower.
  private static var limit: Double {
    #if DEBUG
      10
    #else
      1
    #endif
  }

  private static func keep(_ bytes: [UInt8], _ label: String) throws {
    guard let folder = environment["PLATEAU_FUZZ_KEEP"] else { return }
    let name = label.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + String(name)))
  }

  /// Reads, and checks the time and the memory that it takes where `PLATEAU_FUZZ_SECONDS` is set:
  /// elsewhere other tests run beside this one in the same process.
  private static func measured(
    _ label: String, _ size: Int, _ body: () throws(FileError) -> LogContents
  ) -> (outcome: Result<LogContents, FileError>, isSlow: Bool) {
    let (start, before) = (Date(), peak())
    let outcome = outcome(body)
    guard Self.seconds != nil else { return (outcome, false) }
    let seconds = Date().timeIntervalSince(start)
    let growth = peak() - before
    #expect(seconds < limit, "\(label): \(seconds) s for \(size) bytes")
    #expect(growth <= 4 * size + 64 << 20, "\(label): \(growth) bytes for \(size)")
    return (outcome, seconds >= limit)
  }

  private static func outcome(
    _ body: () throws(FileError) -> LogContents
  ) -> Result<LogContents, FileError> {
    do throws(FileError) { return .success(try body()) } catch { return .failure(error) }
  }

  private static func outcome(
    of update: LogUpdate, _ path: String
  ) -> Result<LogContents, FileError>? {
    switch update {
    case .unchanged: nil
    case .changed(let contents, _, _, _): .success(contents)
    case .unreadable(let reason): .failure(FileError(path, reason))
    }
  }

  /// Writes the bytes in pieces and reads after each.
  private static func followed(
    _ bytes: [UInt8], _ path: String, _ random: inout SeededGenerator
  ) -> Result<LogContents, FileError>? {
    guard let file = FileHandle(forWritingAtPath: path) else { return nil }
    try? file.truncate(atOffset: 0)
    var follower = LogFollower(path: path)
    var result: Result<LogContents, FileError>?
    var rest = bytes[...]
    func take(_ update: LogUpdate) -> Bool {
      guard let next = outcome(of: update, path) else { return false }
      result = next
      return true
    }
    repeat {
      let count = min(rest.count, 1 + random.roll(bytes.count / 2 + 1))
      try? file.write(contentsOf: Data(rest.prefix(count)))
      rest = rest.dropFirst(count)
      _ = take(follower.next())
    } while !rest.isEmpty
    while take(follower.next()) {}
    return result
  }

  /// The peak memory of the process, in bytes.
  private static func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }
}
