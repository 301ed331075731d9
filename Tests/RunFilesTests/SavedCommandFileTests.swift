import Foundation
import RunFiles
import RunModel
import TestSupport
import Testing

/// A command file that somebody opens in an editor and saves: no line in it is carried out twice.
@Suite struct SavedCommandFileTests {
  private let temporary = TemporaryFolder()
  var folder: String { temporary.path }
  var path: String { folder + "/commands.jsonl" }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private let pause = #"{"command":"pause"}"# + "\n"
  private let undo = #"{"command":"undo"}"# + "\n"

  /// Saves as an editor does: beside the file, then moved over it.
  private func save(_ text: String) throws {
    try text.write(toFile: path + "~", atomically: false, encoding: .utf8)
    try #require(rename(path + "~", path) == 0)
  }

  @Test func whatAnEditorSavesAnewIsNotRepeatedThoughItHasNoID() throws {
    try write(pause + undo)
    var commands = CommandFile(path: path, grace: .zero)
    #expect(commands.next().requests.count == 2)
    try save(undo + undo)
    let again = commands.next()
    #expect(again.requests.map(\.command) == [.undo] && again.damage.isEmpty)
    _ = commands.next()
    // An appended line is new, even if somebody had removed it from the file.
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data((pause + undo).utf8))
    #expect(commands.next().requests.map(\.command) == [.pause, .undo])
  }

  /// With an id, without one, and without an end, which editors add.
  @Test(arguments: [#"{"id":"old","command":"stop"}"#, #"{"command":"stop"}"#], ["\n", ""])
  func whatWasAskedOfAnEarlierProcessIsNotObeyedWhenAnEditorSavesIt(stop: String, end: String)
    throws
  {
    try write(undo + stop + end)
    var commands = CommandFile(path: path, fromEnd: true)
    #expect(commands.next().requests.isEmpty)
    try save(undo + stop + "\n" + pause)
    var ahead = commands
    #expect(ahead.nextStop().stop == nil)
    var late = commands
    let passed = late.passOver()
    #expect(passed.requests.isEmpty && passed.others == 1)
    #expect(commands.next().requests.map(\.command) == [.pause])
  }

  @Test func whatAnEditorSavedAnewIsNotObeyedTwice() throws {
    let asked = #"{"id":"tell-1","command":"pause"}"# + "\n"
    try write(asked)
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.map(\.id) == ["tell-1"])
    // As an editor saves: beside the file, then moved over it.
    try (asked + #"{"id":"tell-2","command":"resume"}"# + "\n").write(
      toFile: path + "~", atomically: false, encoding: .utf8)
    try #require(rename(path + "~", path) == 0)
    #expect(commands.next().requests.map(\.id) == ["tell-2"])
    // The same line appended to one file is a second request.
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data(asked.utf8))
    #expect(commands.next().requests.map(\.id) == ["tell-1"])
  }
}
