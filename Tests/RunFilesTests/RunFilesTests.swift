import Foundation
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing

@Suite struct RunFilesTests {
  private let temporary = TemporaryFolder()
  var folder: String { temporary.path }

  private func write(_ text: String, to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Appends a line, as a shell's echo does.
  private func append(_ line: String, to path: String) throws {
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data((line + "\n").utf8))
  }

  @Test func halfALineWaitsForItsEnd() throws {
    let path = try write("", to: "a")
    var lines = AppendedLines(path: path)
    #expect(lines.next() == [])
    try append("one", to: path)
    #expect(lines.next() == ["one"])
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data("tw".utf8))
    #expect(lines.next() == [])
    handle.write(Data("o\r\nthree\n".utf8))
    #expect(lines.next() == ["two", "three"])
    #expect(lines.next() == [])
  }

  @Test func aShorterFileIsReadFromItsStart() throws {
    let path = try write("a long first line\n", to: "b")
    var lines = AppendedLines(path: path)
    #expect(lines.next() == ["a long first line"])
    _ = try write("new\n", to: "b")
    #expect(lines.next() == ["new"])
  }

  /// They fill more than one portion of the file, and one of them is in two portions.
  @Test func linesThatAreLeftOutEndNoReading() throws {
    let line = "skip " + String(repeating: "x", count: 995) + "\n"
    let many = String(repeating: line, count: 2500)
    let path = try write("first\n" + many + "last\r\n", to: "c")
    var lines = AppendedLines(path: path, without: ["skip "])
    var texts: [String] = []
    repeat { texts += lines.next() } while lines.hasMore
    #expect(texts == ["first", "last"])
  }

  @Test func aFileThatIsNotThereYetIsEmptyUntilItIs() throws {
    var lines = AppendedLines(path: folder + "/later")
    #expect(lines.next() == [])
    _ = try write("now\n", to: "later")
    #expect(lines.next() == ["now"])
  }

  @Test func commandsForAnEarlierProcessAreNotObeyed() throws {
    let path = try write("{\"command\":\"stop\"}\n\n", to: "commands.jsonl")
    var commands = CommandFile(path: path, fromEnd: true)
    #expect(commands.next().requests.isEmpty)
    try append("{\"command\":\"pause\"}", to: path)
    #expect(commands.next().requests.map(\.command) == [.pause])
    try append("?", to: path)
    #expect(commands.next().damage.map(\.line) == [4])
  }

  @Test func commandsWrittenWhileTheRunBeginsAreObeyed() throws {
    let path = try write("{\"command\":\"stop\"}\n", to: "commands.jsonl")
    var commands = CommandFile(path: path)
    #expect(commands.next().requests.map(\.command) == [.stop(.now)])
  }

  @Test func aLineThatIsNoCommandIsReportedAndTheNextIsObeyed() throws {
    let path = try write("", to: "commands.jsonl")
    var commands = CommandFile(path: path)
    try append("pause please", to: path)
    try append("{\"command\":\"undo\"}", to: path)
    let (requests, damage, _) = commands.next()
    #expect(requests.map(\.command) == [.undo])
    #expect(damage.map(\.line) == [1])
    #expect(damage.first?.reason.contains("not JSON") == true)
  }

  @Test func aRecipeThatIsAPipeIsNotWaitedFor() throws {
    let directory = RunDirectory(path: folder)
    #expect(directory.recipeText == nil)
    try #require(mkfifo(directory.recipe, 0o644) == 0)
    #expect(directory.recipeText == nil)
    unlink(directory.recipe)
    _ = try write("name: x\n", to: "recipe.yaml")
    #expect(directory.recipeText == "name: x\n")
  }

  @Test func aFolderThatHoldsARunIsNotOverwritten() throws {
    let directory = RunDirectory(path: folder + "/run")
    do {
      let journal = try directory.claim(recipe: "name: x\n")
      #expect(FileManager.default.fileExists(atPath: directory.commands))
      #expect(journal.append("{}") == .written)
      let error = #expect(throws: FileError.self) { try directory.claim(recipe: "name: y\n") }
      #expect(error?.reason == "another process is training this run")
    }
    let error = #expect(throws: FileError.self) { try directory.claim(recipe: "name: y\n") }
    #expect(error?.reason.hasPrefix("this folder already holds a run") == true)
    #expect(try String(contentsOfFile: directory.recipe, encoding: .utf8) == "name: x\n")
  }

  @Test func aNewFolderIsNamedAfterDateAndRunAndNeverTaken() throws {
    let date = Date(timeIntervalSince1970: 1_700_000_000)
    let first = try RunDirectory.claimNew(
      named: "di git/s;é", under: folder, at: date, recipe: "")
    #expect(first.directory.path.hasSuffix("-di-git-s--"))
    let second = try RunDirectory.claimNew(
      named: "di git/s;é", under: folder, at: date, recipe: "")
    #expect(second.directory.path == first.directory.path + "-2")
  }

  @Test func onlyWhoHoldsTheJournalTakesAnUnusedFolderAway() throws {
    let directory = RunDirectory(path: folder + "/unused")
    let other = RunDirectory(path: folder + "/other")
    let journal = try directory.claim(recipe: "")
    let another = try other.claim(recipe: "")
    directory.removeUnused(another)
    #expect(FileManager.default.fileExists(atPath: directory.events))
    #expect(another.append("{}") == .written)
    other.removeUnused(another)
    #expect(FileManager.default.fileExists(atPath: other.events))
    directory.removeUnused(journal)
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }

  @Test func aRecipeOfSomebodyElseIsNeitherWrittenOverNorTakenAway() throws {
    let path = folder + "/mine"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try "name: mine # my notes\n".write(
      toFile: path + "/recipe.yaml", atomically: false, encoding: .utf8)
    let directory = RunDirectory(path: path)
    let error = #expect(throws: FileError.self) { _ = try directory.claim(recipe: "name: x\n") }
    #expect(error?.description.contains("recipe.yaml: is not this run's recipe") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["recipe.yaml"])
    // The same text is the run's recipe, which stays even when the run never begins.
    directory.removeUnused(try directory.claim(recipe: "name: mine # my notes\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["recipe.yaml"])
  }

  @Test func aFolderThatHoldsNoEventsIsTaken() throws {
    let path = folder + "/there"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data("{}\n".utf8).write(to: URL(fileURLWithPath: path + "/commands.jsonl"))
    try Data().write(to: URL(fileURLWithPath: path + "/events.jsonl"))
    _ = try RunDirectory(path: path).claim(recipe: "name: x\n")
    #expect(try String(contentsOfFile: path + "/commands.jsonl", encoding: .utf8) == "{}\n")
  }

  @Test func aFileThatCannotBeWrittenSaysWhy() {
    let error = #expect(throws: FileError.self) {
      try CommandWriter(path: folder + "/no/such/file").append(
        CommandRequest(id: "1", source: "test", .pause))
    }
    #expect(error?.reason.contains("no such file or directory") == true)
  }
}
