import CurveStore
import Foundation
import LogReaders
import SeededRandom
import SystemFiles
import TestSupport
import Testing

/// A writer that changes a log as real writers do, and a follower that must end with the contents
/// of a cold read.
///
/// `PLATEAU_TAILING_ROUNDS=1000` sets the number of rounds; `PLATEAU_TAILING_SEED` sets the first
/// seed.
@Suite struct TailingTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["PLATEAU_TAILING_ROUNDS"].flatMap(Int.init) ?? 60
  private static let seed = environment["PLATEAU_TAILING_SEED"].flatMap(UInt64.init) ?? 0

  /// The result of a follower or a cold read.
  private enum Outcome: Equatable {
    case contents(LogContents)
    case reason(String)
  }

  @Test func theFollowerEndsWithWhatAColdReadGives() throws {
    for round in 0..<Self.rounds {
      try play(round, logs: [TailedLogs.all[round % TailedLogs.all.count]])
      if round % 5 == 0 { try playFolder(round) }
    }
  }

  private func play(_ round: Int, logs: [TailedLogs.Log]) throws {
    var random = SeededGenerator(seed: Self.seed &+ UInt64(round))
    let temporary = TemporaryFolder()
    let folder = temporary.path
    let log = logs[0]
    let path = folder + "/" + (round % 3 == 0 ? "log" : log.name)
    var follower = LogFollower(path: path)
    var outcome: Outcome?
    var writer = Writer(path: path, log: log)
    for _ in 0..<(2 + random.roll(12)) {
      writer.act(&random)
      for _ in 0..<random.roll(3) { Self.look(&follower, &outcome) }
      if random.roll(8) == 0 {
        Self.settle(&follower, &outcome)
        writer.patch(&random)
        Self.look(&follower, &outcome)
      }
    }
    Self.settle(&follower, &outcome)
    let cold = Self.coldRead(path)
    let isSame = outcome == cold
    #expect(
      isSame,
      "round \(round), \(log.name) as \(path.suffix(12)) after \(writer.acts.joined(separator: ", ")): \(Self.words(outcome)) instead of \(Self.words(cold))"
    )
  }

  private func playFolder(_ round: Int) throws {
    var random = SeededGenerator(seed: Self.seed &+ UInt64(round) &* 977)
    let temporary = TemporaryFolder()
    let folder = temporary.path
    var follower = LogFollower(path: folder)
    var outcome: Outcome?
    let event = TailedLogs.all.filter { $0.name.contains("tfevents") }
    let names = [
      "run/train/events.out.tfevents.1.a", "run/train/events.out.tfevents.2.a",
      "run/validation/events.out.tfevents.1.b", "other/metrics.csv", "third/run-x.wandb",
      "mine/events.jsonl", "keras/trainer_state.json",
    ]
    var writers = names.compactMap { name -> Writer? in
      let kind = name.split(separator: ".").last ?? ""
      let log =
        name.contains("tfevents")
        ? event[random.roll(event.count)]
        : TailedLogs.all.first {
          $0.name.hasSuffix(name.split(separator: "/").last ?? "") || $0.name.hasSuffix("." + kind)
        }
      return log.map { Writer(path: folder + "/" + name, log: $0) }
    }
    for _ in 0..<(3 + random.roll(14)) {
      let which = random.roll(writers.count)
      writers[which].act(&random)
      for _ in 0..<random.roll(3) { Self.look(&follower, &outcome) }
      if random.roll(8) == 0 {
        Self.settle(&follower, &outcome)
        writers[which].patch(&random)
        Self.look(&follower, &outcome)
      }
    }
    Self.settle(&follower, &outcome)
    let cold = Self.coldRead(folder)
    let isSame = outcome == cold
    #expect(
      isSame,
      "folder round \(round): \(Self.words(outcome)) instead of \(Self.words(cold)); \(writers.map(\.acts))"
    )
  }

  private static func look(_ follower: inout LogFollower, _ outcome: inout Outcome?) {
    switch follower.next() {
    case .unchanged: break
    case .changed(let contents, _, _, _): outcome = .contents(contents)
    case .unreadable(let reason): outcome = .reason(reason)
    }
  }

  private static func settle(_ follower: inout LogFollower, _ outcome: inout Outcome?) {
    while true {
      switch follower.next() {
      case .unchanged: return
      case .changed(let contents, _, _, _): outcome = .contents(contents)
      case .unreadable(let reason): outcome = .reason(reason)
      }
    }
  }

  private static func coldRead(_ path: String) -> Outcome {
    do throws(FileError) {
      return .contents(try LogContents(path: path))
    } catch {
      return .reason(error.reason)
    }
  }

  private static func words(_ outcome: Outcome?) -> String {
    switch outcome {
    case .contents(let contents):
      "\(contents.format.name) of \(contents.pointCount) points, \(contents.runs.map(\.name)), \(contents.notes.map(\.sentence))"
    case .reason(let reason): reason
    case nil: "nothing"
    }
  }
}

extension TailingTests {
  /// Writes a log as training programs, synchronizers and people do.
  struct Writer {
    let path: String
    var log: TailedLogs.Log
    var acts: [String] = []
    private var written = 0
    private var source: [UInt8]

    init(path: String, log: TailedLogs.Log) {
      self.path = path
      self.log = log
      source = log.bytes
    }

    mutating func act(_ random: inout SeededGenerator) {
      try? FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      switch random.roll(20) {
      case 0: truncate(to: random.roll(4) == 0 ? 0 : random.roll(written + 1))
      case 1: replace(&random)
      case 2: rewrite(&random, isInPlace: random.roll(2) == 0)
      case 3: rotate(isGone: random.roll(2) == 0)
      case 4: overwrite(&random)
      case 5: append(1 + random.roll(3))
      case 6...11: append(1 + random.roll(60))
      case 12...16: append(random.roll(source.count / 3 + 2))
      default: append(source.count)
      }
    }

    /// Overwrites bytes that were read, without changing the length or either end.
    ///
    /// Only the time shows this, and only before the file grows.
    mutating func patch(_ random: inout SeededGenerator) {
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)), bytes.count > 9000 else {
        return
      }
      acts.append("patch")
      waitForTick(after: path)
      let offset = 4096 + random.roll(bytes.count - 8192)
      let file = FileHandle(forUpdatingAtPath: path)
      try? file?.seek(toOffset: UInt64(offset))
      try? file?.write(
        contentsOf: Data(bytes[offset..<min(offset + 40, bytes.count - 4096)].map(Self.other)))
      try? file?.close()
    }

    /// Replaces a digit with another, so that numbers stay numbers.
    private static func other(_ byte: UInt8) -> UInt8 {
      let zero = UInt8(ascii: "0")
      return (zero...zero + 9).contains(byte) ? zero + (byte - zero + 1) % 10 : byte
    }

    private func handle() -> FileHandle? {
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      }
      return FileHandle(forWritingAtPath: path)
    }

    private mutating func append(_ count: Int) {
      acts.append("append \(count)")
      guard let file = handle() else { return }
      let end = min(source.count, written + count)
      _ = try? file.seekToEnd()
      try? file.write(contentsOf: Data(source[min(written, end)..<end]))
      try? file.close()
      written = end
      // A log that has ended starts again, like a resumed run.
      if written == source.count { written = 0 }
    }

    private mutating func truncate(to size: Int) {
      acts.append("truncate \(size)")
      let file = handle()
      try? file?.truncate(atOffset: UInt64(size))
      written = size
    }

    private mutating func replace(_ random: inout SeededGenerator) {
      pick(&random)
      written = random.roll(source.count + 1)
      acts.append("replace by \(written) of \(log.name)")
      try? Data(source[..<written]).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    private mutating func rewrite(_ random: inout SeededGenerator, isInPlace: Bool) {
      let size = (try? Data(contentsOf: URL(fileURLWithPath: path)))?.count ?? 0
      pick(&random)
      written = isInPlace ? min(source.count, size) : random.roll(source.count + 1)
      acts.append("rewrite \(isInPlace) \(written) of \(log.name)")
      guard let file = handle() else { return }
      if !isInPlace { try? file.truncate(atOffset: 0) }
      try? file.seek(toOffset: 0)
      try? file.write(contentsOf: Data(source[..<written]))
      if isInPlace { try? file.truncate(atOffset: UInt64(written)) }
    }

    private mutating func rotate(isGone: Bool) {
      acts.append("rotate \(isGone)")
      try? FileManager.default.removeItem(atPath: path + ".1")
      try? FileManager.default.moveItem(atPath: path, toPath: path + ".1")
      try? FileManager.default.removeItem(atPath: path + ".1")
      written = 0
      if !isGone { append(40) }
    }

    /// Writes zeros, as a network file system shows for a while, or the bytes that belong there.
    private mutating func overwrite(_ random: inout SeededGenerator) {
      acts.append("zeros")
      guard let file = handle() else { return }
      let end = (try? file.seekToEnd()) ?? 0
      let count = random.roll(30)
      try? file.write(contentsOf: Data(repeating: 0, count: count))
      if random.roll(2) == 0 { try? file.truncate(atOffset: end) }
    }

    private mutating func pick(_ random: inout SeededGenerator) {
      guard random.roll(3) == 0 else { return }
      log = TailedLogs.all[random.roll(TailedLogs.all.count)]
      source = log.bytes
    }
  }
}
