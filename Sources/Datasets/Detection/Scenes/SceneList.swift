/// The files of a part of a data set, before any image is opened.
struct SceneList: Sendable {
  var files: SceneFiles
  /// Everything left out that belongs to no file, one sentence each.
  var problems: [String] = []

  /// Creates a list of all images of a table.
  init(_ table: SceneTable = SceneTable(.pixels), problems: [String] = []) {
    self.init(SceneFiles(table), problems: problems)
  }

  /// Creates a list of images.
  init(_ files: SceneFiles, problems: [String] = []) {
    self.files = files
    self.problems = problems
  }
}
