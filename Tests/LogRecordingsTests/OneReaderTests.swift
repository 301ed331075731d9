import Callbacks
import CurveStore
import Foundation
import LogReaders
import LogRecordings
import Recordings
import RunFiles
import RunModel
import Simulation
import TestSupport
import Testing

/// One log has one answer: epochs, attempts, best values and the stop are the same for every
/// command and source.
@Suite struct OneReaderTests {
  /// Logs that count epochs in different ways.
  private static let texts = [
    "epoch,loss,val_loss\n1,0.9,0.8\n2,0.7,0.6\n3,0.6,0.65\n4,0.5,0.7\n",
    "epoch,loss,val_loss\n0,0.9,0.8\n1,0.7,0.6\n2,0.6,0.65\n",
    "epoch,acc\n0,0.1\n1,0.2\n2,0.9\n3,0.4\n2,0.3\n3,0.35\n4,0.5\n",
    "epoch,acc\n1,0.5\n2,0.54\n3,0.5\nepoch,acc\n1,0.4\n2,0.52\n",
    "  epoch    train_loss    valid_loss     dur\n-------  ------------  ------------  ------\n"
      + "      1        0.6977        0.6931  0.0123\n      2        0.6510        0.6702  0.0119\n",
    "EPOCH\tTRAIN_LOSS\tDEV_LOSS\n1\t0.9\t0.8\n2\t0.7\t0.85\n",
    "{\"epoch\":1,\"loss\":2}\n{\"epoch\":2,\"loss\":null}\n{\"epoch\":3,\"loss\":1}\n",
  ]
  private static let names = SampleLogs.files().filter {
    (!$0.contains("/") || $0.hasPrefix("plateau/"))
      && !$0.hasSuffix(".db") && !$0.hasSuffix(".gz") && !$0.hasSuffix(".wandb")
  }

  /// A description, since NaN does not equal itself.
  private func answer(_ contents: LogContents?) -> String? { recorded(contents).map { "\($0)" } }

  private func recorded(_ contents: LogContents?) -> RecordedLog? {
    guard var log = contents.flatMap({ try? RecordedLog($0, path: "log") }) else { return nil }
    log.remarks = []
    return log
  }

  /// The contents read through a pipe, in parts.
  private func piped(_ bytes: [UInt8]) -> LogContents? {
    var follower = LogFollower(path: "-")
    for start in stride(from: 0, to: bytes.count, by: 97) {
      follower.append(Array(bytes[start..<min(bytes.count, start + 97)]))
    }
    follower.finish()
    guard case .changed(let contents, _, _, _) = follower.next() else { return nil }
    return contents
  }

  private func check(_ bytes: [UInt8], _ name: String) throws {
    let whole = try SampleLogs.withFile(bytes, named: name) { try? LogContents(path: $0) }
    guard let whole, let log = recorded(whole) else { return }
    let told = answer(whole)
    #expect(answer(piped(bytes)) == told, "\(name) through a pipe")
    let packed = try SampleLogs.withFile(Self.gzip(bytes), named: name) {
      try? LogContents(path: $0)
    }
    #expect(answer(packed) == told, "\(name) packed")
    if let text = String(bytes: bytes, encoding: .utf8), let wide = text.data(using: .utf16) {
      let read = try SampleLogs.withFile(wide, named: name) { try? LogContents(path: $0) }
      #expect(answer(read) == told, "\(name) in UTF-16")
    }
    // The what-if on the screen uses the same epochs.
    if let recording = LogRecording.recordings(whole, title: name, isLive: false).first,
      !recording.recorded.isEmpty
    {
      #expect("\(recording.recorded)" == "\(log.epochs)", "\(name) on the screen")
    }
    try checkBests(whole, log, name)
  }

  /// The best value of `inspect` is the best of the epochs given to callbacks.
  private func checkBests(_ contents: LogContents, _ log: RecordedLog, _ name: String) throws {
    guard contents.runs.count == 1 else { return }
    for (metric, series) in zip(contents.runs[0].seriesNames, contents.runs[0].series) {
      let values = log.epochs.compactMap { $0.logs[metric] }
      // Callbacks get the last of several values of an epoch.
      guard let direction = series.direction, values.count == log.epochs.count,
        series.points.hasEpochs, series.points.count - log.earlier.count == values.count
      else { continue }
      let best = series.bestIndex.map { series.points.value(at: $0) }
      let finite = values.filter(\.isFinite)
      #expect(best == (direction == .min ? finite.min() : finite.max()), "\(name): \(metric)")
      let chain = [
        EarlyStopping(monitor: metric, patience: 1000, mode: direction == .min ? .min : .max)
      ]
      let simulation = try Simulation(log.epochs, callbacks: chain, learningRate: 0.1)
      if finite.count == values.count {
        #expect(simulation.epochs.last?.callbacks.first?.best == best, "\(name): \(metric)")
      }
    }
  }

  @Test(arguments: names)
  func samplesAreJudgedAlike(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: SampleLogs.path(name))))
    try check(bytes, name.split(separator: "/").last.map(String.init) ?? name)
  }

  @Test(arguments: texts.indices)
  func textsAreJudgedAlike(index: Int) throws {
    let bytes = Array(Self.texts[index].utf8)
    #expect(recorded(piped(bytes)) != nil)
    try check(bytes, "log.txt")
  }

  @Test func ourOwnEventsAreJudgedAlikeByTheirFold() throws {
    let path = SampleLogs.path("plateau/events.jsonl")
    let log = try #require(recorded(try LogContents(path: path)))
    let recording = EventRecording(directory: RunDirectory(path: SampleLogs.path("plateau")))
    #expect(recording.recorded.map(\.epoch) == log.epochs.map(\.epoch))
    #expect(recording.recorded.map(\.number) == log.epochs.map(\.number))
    for (told, read) in zip(recording.recorded, log.epochs) {
      for (name, value) in told.logs where value.double != nil {
        #expect(read.logs[name] == value.double)
      }
    }
  }

  /// A gzip member of stored blocks (RFC 1951, 1952).
  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var start = 0
    repeat {
      let part = bytes[start..<min(bytes.count, start + 65_535)]
      start += part.count
      out += [start == bytes.count ? 1 : 0] + little(UInt32(part.count), 2)
      out += little(~UInt32(part.count), 2) + part
    } while start < bytes.count
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return out + little(~crc, 4) + little(UInt32(truncatingIfNeeded: bytes.count), 4)
  }
}
