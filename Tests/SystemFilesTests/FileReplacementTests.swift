import Foundation
import SystemFiles
import TestSupport
import Testing

@Suite struct FileReplacementTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  @Test func aFileIsReplacedAndNothingElseStays() throws {
    try FileReplacement.replace(folder + "/a", with: "old")
    try FileReplacement.replace(folder + "/a", with: "new")
    #expect(text("a") == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func aReplacementThatIsGivenUpLeavesTheOldVersion() throws {
    try FileReplacement.replace(folder + "/a", with: "old")
    do {
      var file = try FileReplacement(of: folder + "/a")
      try [UInt8](repeating: 1, count: 10).withUnsafeBytes { bytes in try file.write(bytes) }
    }
    #expect(text("a") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func whatAKilledProcessLeftIsWrittenOver() throws {
    try "half".write(toFile: folder + "/a.part", atomically: false, encoding: .utf8)
    try FileReplacement.replace(folder + "/a", with: "new")
    #expect(text("a") == "new")
    #expect(text("a.part") == nil)
  }

  @Test func aLinkInPlaceOfTheTemporaryFileIsNotFollowed() throws {
    try "mine".write(toFile: folder + "/other", atomically: false, encoding: .utf8)
    symlink(folder + "/other", folder + "/a.part")
    try FileReplacement.replace(folder + "/a", with: "new")
    #expect(text("other") == "mine")
    #expect(text("a") == "new")
  }

  @Test func aMissingFolderIsAnErrorThatNamesTheFile() {
    let error = #expect(throws: FileError.self) {
      try FileReplacement.replace(folder + "/no/a", with: "")
    }
    #expect(error?.description == folder + "/no/a: cannot be written: no such file or directory")
  }

  @Test func onlyOneCallMakesANewFolder() throws {
    #expect(try Folders.makeNew(folder + "/x/y"))
    #expect(try !Folders.makeNew(folder + "/x/y"))
    #expect(throws: FileError.self) {
      try "".write(toFile: folder + "/file", atomically: false, encoding: .utf8)
      _ = try Folders.makeNew(folder + "/file/y")
    }
  }
}
