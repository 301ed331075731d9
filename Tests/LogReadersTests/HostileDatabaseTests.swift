import CurveStore
import Foundation
import LogReaders
import SystemFiles
import Testing

/// Databases made to keep a reader busy for ever.
@Suite struct HostileDatabaseTests {
  private func reason(_ name: String) throws -> String {
    let path = try #require(
      Bundle.module.path(forResource: name, ofType: "db", inDirectory: "Databases"))
    let error = #expect(throws: FileError.self) { try LogContents(path: path) }
    return error?.reason ?? ""
  }

  @Test(.timeLimit(.minutes(1)))
  func aViewInPlaceOfATableIsNotRead() throws {
    #expect(try reason("endless-view").contains("no matching metrics table"))
  }

  /// Six levels of pages that each refer to one page fifty times: 5 kB with sixteen billion rows.
  @Test(.timeLimit(.minutes(1)))
  func pagesThatAreReadAgainAndAgainEnd() throws {
    #expect(try reason("shared-pages").contains("takes too long to read for its size"))
  }
}
