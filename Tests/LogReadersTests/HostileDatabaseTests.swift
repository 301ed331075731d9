import CurveStore
import Foundation
import LogReaders
import SystemFiles
import Testing

/// Databases that somebody made so that reading them does not end.
@Suite struct HostileDatabaseTests {
  private func reason(_ name: String) throws -> String {
    let path = try #require(
      Bundle.module.path(forResource: name, ofType: "db", inDirectory: "Databases"))
    let error = #expect(throws: FileError.self) { try LogContents(path: path) }
    return error?.reason ?? ""
  }

  @Test(.timeLimit(.minutes(1)))
  func aViewInPlaceOfATableIsNotRead() throws {
    #expect(try reason("endless-view").contains("no such table metrics"))
  }

  /// Pages that lead to the same page fifty times each, on six levels: 5 kB of sixteen milliard rows.
  @Test(.timeLimit(.minutes(1)))
  func pagesThatAreReadAgainAndAgainEnd() throws {
    #expect(try reason("shared-pages").contains("more work than one of its size should"))
  }
}
