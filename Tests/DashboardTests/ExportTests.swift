import ChartPanels
import Dashboard
import MetricGrid
import Playbacks
import RunModel
import TestSupport
import Testing

/// Charts written to a file from the `:` line.
@Suite struct ExportTests {
  private func exports(_ effects: [DashboardEffect]) -> [ChartExport] {
    effects.compactMap { if case .export(let export) = $0 { export } else { nil } }
  }

  @Test(arguments: [
    ("export svg run.svg", ChartExport.Form.svg, "run.svg", false),
    ("export run.PNG", .png, "run.PNG", false),
    ("export png my charts.png dark", .png, "my charts.png", true),
    ("export svg dark", .svg, "dark", false), ("export recipe a.yaml", .recipe, "a.yaml", false),
  ])
  func aFormatAndAFileAreAskedFor(
    line: String, form: ChartExport.Form, path: String, isDark: Bool
  ) throws {
    var run = Fixtures.state()
    let export = try #require(exports(run.type(":\(line)\n")).first)
    #expect(export.form == form)
    #expect(export.path == path)
    #expect(export.isDark == isDark)
    #expect(export.metrics == run.metrics.charted.map(\.title))
    #expect(run.message?.text == "exporting…")
    _ = run.reduce(.exported("exported run.svg"))
    #expect(run.message?.text == "exported run.svg")
  }

  @Test(arguments: ["export", "export run.gif", "export svg"])
  func withoutAFileOrAFormatTheLineSaysWhatIsMissing(line: String) {
    var run = Fixtures.state()
    #expect(exports(run.type(":\(line)\n")).isEmpty)
    #expect(run.message?.text.contains("export svg run.svg") == true)
  }
}
