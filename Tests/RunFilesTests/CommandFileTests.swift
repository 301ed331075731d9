import Dispatch
import Foundation
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing

/// Commands as they are appended and read on any file system.
@Suite struct CommandFileTests {
  private let temporary = TemporaryFolder()
  var folder: String { temporary.path }
  var path: String { folder + "/commands.jsonl" }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func pwrite(_ text: String, at offset: UInt64) throws {
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seek(toOffset: offset)
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private let pause = #"{"command":"pause"}"# + "\n"
  private let undo = #"{"command":"undo"}"# + "\n"

  /// Its sender waits for the answer.
  @Test func aLineWithAnIDThatIsNoCommandIsARequestWithAFault() throws {
    try write(
      #"{"id":"a","source":"s","command":"fly"}"# + "\n" + #"{"id":"b","command":"reset"}"# + "\n"
        + #"{"id":"c"}"# + "\n" + #"{"command":"fly"}"# + "\n" + #"{"id":"#
        + "\n" + pause)
    var commands = CommandFile(path: path)
    let (requests, damage, _) = commands.next()
    #expect(requests.map(\.id) == ["a", "b", "c", "line-6"])
    #expect(requests.map(\.command) == [.other("fly"), .other("reset"), .other(""), .pause])
    #expect(requests[0].source == "s" && requests[0].hasOwnID)
    #expect(requests[0].fault?.hasPrefix("no such command: fly; the commands are pause, ") == true)
    #expect(requests[1].fault == "reset takes \"callback\"" && requests[3].fault == nil)
    #expect(damage.map(\.line) == [4, 5])
  }

  // MARK: Zeros

  @Test func aLineWhoseBytesAreNotHereYetIsWaitedFor() throws {
    try write("")
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.isEmpty)
    // The length comes before the bytes, as on a network disk.
    try #require(truncate(path, off_t(pause.utf8.count)) == 0)
    for _ in 0..<3 { #expect(commands.next().requests.isEmpty) }
    try pwrite(pause, at: 0)
    #expect(commands.next().requests.map(\.command) == [.pause])
    try pwrite(undo, at: UInt64(pause.utf8.count))
    let (requests, damage, _) = commands.next()
    #expect(requests.map(\.command) == [.undo])
    #expect(damage.isEmpty)
  }

  @Test func aLineWhoseEndIsNotHereYetIsWaitedFor() throws {
    try write(undo + String(pause.prefix(7)) + String(repeating: "\0", count: 12) + "\n")
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.map(\.command) == [.undo])
    #expect(commands.next().requests.isEmpty)
    try pwrite(pause, at: UInt64(undo.utf8.count))
    #expect(commands.next().requests.map(\.command) == [.pause])
  }

  @Test func zerosThatStayHideNoCommandForEver() throws {
    try write(String(repeating: "\0", count: 100) + pause)
    var lines = AppendedLines(path: path, patience: .zero)
    #expect(lines.next() == [String(pause.dropLast())])
  }

  /// Zeros are everywhere, as in random bytes.
  @Test func zerosThatLieInManyPlacesAreWaitedForOnce() throws {
    let piece = String(repeating: "x\0x\n", count: 1 << 18)
    try write(piece + piece + piece + pause)
    var lines = AppendedLines(path: path, patience: .milliseconds(200))
    var hasPassed = false
    var waits = 0
    var last: String?
    for _ in 0..<100_000 where last != String(pause.dropLast()) {
      let texts = lines.next()
      last = texts.last ?? last
      // Everything after the first zeros comes without another wait.
      if texts.count > 1 { hasPassed = true }
      if hasPassed, texts.isEmpty { waits += 1 }
      if texts.isEmpty { usleep(1000) }
    }
    #expect(last == String(pause.dropLast()))
    #expect(waits == 0)
  }

  @Test func commandsThatAreBeingWrittenWhenARunGoesOnAreForIt() throws {
    try write(undo)
    try #require(truncate(path, off_t(undo.utf8.count + pause.utf8.count)) == 0)
    var commands = CommandFile(path: path, fromEnd: true)
    try pwrite(pause, at: UInt64(undo.utf8.count))
    #expect(commands.next().requests.map(\.command) == [.pause])
  }

  // MARK: Files that are replaced

  @Test func aFileThatWasReplacedByALongerOneIsReadFromItsBeginning() throws {
    try write(pause)
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.count == 1)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try write(undo + undo + undo)
    let (requests, damage, _) = commands.next()
    #expect(requests.map(\.command) == [.undo, .undo, .undo])
    #expect(requests.map(\.id) == ["line-1", "line-2", "line-3"])
    #expect(damage.isEmpty)
  }

  @Test func aFileThatWasWrittenAnewIsReadFromItsBeginning() throws {
    try write(pause)
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.count == 1)
    // In place: the same file, longer than before.
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data((undo + undo).utf8))
    try file.close()
    #expect(commands.next().requests.map(\.command) == [.undo, .undo])
  }

  /// Some editors save in this way; earlier lines are not carried out again.
  @Test func ofAFileThatWasTakenAwayAndMadeAgainOnlyWhatIsNewIsRead() throws {
    try write(pause)
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.count == 1)
    try FileManager.default.removeItem(atPath: path)
    #expect(commands.next().requests.isEmpty)
    try write(pause + undo)
    #expect(commands.next().requests.map(\.command) == [.undo])
  }

  @Test(arguments: ["fifo", "folder"]) func whatIsNoFileIsToldOnceAndNotWaitedFor(kind: String)
    throws
  {
    try write(pause)
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.count == 1)
    try FileManager.default.removeItem(atPath: path)
    try #require((kind == "fifo" ? mkfifo(path, 0o644) : mkdir(path, 0o755)) == 0)
    let damage = (0..<3).flatMap { _ in commands.next().damage }
    #expect(damage.count == 1)
    #expect(damage.first?.reason.contains("where a file should be") == true)
    let error = #expect(throws: FileError.self) {
      try CommandWriter(path: path).append(CommandRequest(id: "1", source: "test", .pause))
    }
    #expect(error?.reason.contains("where a file should be") == true)
    try FileManager.default.removeItem(atPath: path)
    try write(undo)
    #expect(commands.next().requests.map(\.command) == [.undo])
  }

  // MARK: Long files

  @Test func aPortionOfManyLinesIsTakenAndTheRestStays() throws {
    try write(String(repeating: undo, count: 50) + "?\n" + pause)
    var commands = CommandFile(path: path)
    let first = commands.next(atMost: 50)
    #expect(first.requests.count == 50 && !first.isAtEnd)
    var ahead = commands
    #expect(ahead.nextStop().stop == nil)
    try CommandWriter(path: path).append(CommandRequest(id: "s", source: "test", .stop(.now)))
    #expect(ahead.nextStop().stop?.id == "s")
    let rest = commands.next(atMost: 50)
    #expect(rest.requests.map(\.command) == [.pause, .stop(.now)])
    #expect(rest.damage.map(\.line) == [51])
    #expect(rest.isAtEnd)
  }

  @Test func aLineWithoutAnEndTakesNoMoreThanItsLimit() throws {
    try write(String(repeating: "x", count: 3 << 20) + "\n" + pause)
    var lines = AppendedLines(path: path, longestLine: 1 << 20)
    var texts: [String] = []
    for _ in 0..<5 { texts += lines.next() }
    #expect(texts.count == 2)
    #expect((texts.first?.count ?? 0) == 100)
    #expect(texts.last == String(pause.dropLast()))
  }

  @Test func behindALongLineTheFileGoesOn() throws {
    try write(String(repeating: "x", count: 5 << 20) + "\n" + pause)
    var commands = CommandFile(path: path)
    var requests: [CommandRequest] = []
    var isAtEnd = false
    var calls = 0
    while !isAtEnd, calls < 100 {
      let next = commands.next()
      requests += next.requests
      isAtEnd = next.isAtEnd
      calls += 1
    }
    #expect(requests.map(\.command) == [.pause])
  }

  @Test func whatIsPassedOverIsCountedButForThoseWhoMayWait() throws {
    let stop = #"{"command":"stop"}"# + "\n"
    try write(
      undo + pause + "\n  \n?\n" + #"{"id":"a","command":"pause"}"# + "\n" + stop + undo)
    var commands = CommandFile(path: path)
    #expect(commands.next(atMost: 1).requests.count == 1)
    let rest = commands.passOver()
    #expect(rest.requests.map(\.id) == ["a", "line-7"])
    #expect(rest.others == 3 && rest.first == 2 && rest.isAtEnd)
    try CommandWriter(path: path).append(CommandRequest(id: "b", source: "test", .undo))
    #expect(commands.next().requests.map(\.id) == ["b"])
  }

  // MARK: Appending

  @Test func severalWritersLoseNoLineAndNoneIsHalf() throws {
    try write("{\"command\":\"pa")
    let path = path
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      for number in 0..<300 {
        let request = CommandRequest(id: "\(writer)-\(number)", source: "test", .undo)
        do {
          try CommandWriter(path: path, patience: .seconds(60)).append(request)
        } catch {
          Issue.record("\(error)")
        }
      }
    }
    var commands = CommandFile(path: path)
    let (requests, damage, _) = commands.next()
    #expect(requests.count == 1200)
    #expect(Set(requests.map(\.id)).count == 1200)
    // The half line that somebody left.
    #expect(damage.map(\.line) == [1])
  }

  @Test func aWriterWaitsForTheLockOfAnotherButNotForEver() throws {
    try write("")
    let file = open(path, O_RDWR | O_CLOEXEC)
    try #require(file >= 0)
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    // F_OFD_SETLK, as another process would hold it.
    try #require(fcntl(file, 37, &request) == 0)
    let asked = CommandRequest(id: "1", source: "test", .pause)
    let error = #expect(throws: FileError.self) {
      try CommandWriter(path: path, patience: .milliseconds(50)).append(asked)
    }
    #expect(error?.reason.contains("keeps it locked") == true)
    close(file)
    try CommandWriter(path: path).append(asked)
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.map(\.id) == ["1"])
  }

  @Test func theSearchForAStopTakesNoMoreLinesThanItMay() throws {
    try write(String(repeating: #"{"command":"pause"}"# + "\n", count: 100))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data((#"{"command":"stop"}"# + "\n").utf8))
    var commands = CommandFile(path: path)
    var calls = 1
    var found = commands.nextStop(atMost: 30)
    while found.stop == nil, !found.isAtEnd {
      found = commands.nextStop(atMost: 30)
      calls += 1
    }
    #expect(found.stop?.command == .stop(.now) && calls == 4)
  }
}
