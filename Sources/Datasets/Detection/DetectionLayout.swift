/// A layout of a data set for detectors on disk.
///
/// To add one, write a conforming type and list it in `DetectionLayouts.all`.
protocol DetectionLayout: Sendable {
  /// The name of the layout.
  static var name: DetectionFolder.Layout { get }
  /// The files that the layout is recognised by, for messages.
  static var marks: String { get }
  /// The endings, in lower case, of files that may be chosen in place of their folder.
  static var endings: [String] { get }

  /// Finds the annotations in a folder; `nil` if the folder has none in this layout.
  init?(folder: String)
  /// Creates the layout that a file with one of `endings` describes.
  init?(file: String)

  /// The file or folder with the annotations.
  var path: String { get }
  /// Reads the annotations; no image is opened.
  func read() throws(DatasetError) -> DetectionContents
}

extension DetectionLayout {
  static var endings: [String] { [] }
  init?(file: String) { nil }
}

/// The layouts that a folder of a data set may have.
enum DetectionLayouts {
  /// All layouts, in the order in which a folder is searched for them.
  static let all: [any DetectionLayout.Type] = [
    YOLOLayout.self, VOCLayout.self, COCOLayout.self, DarknetLayout.self,
  ]

  /// Finds the annotations of a file, a folder, or the only folder within it that has some.
  ///
  /// - Throws: `DatasetError` that says what was looked for.
  static func find(_ path: String) throws(DatasetError) -> any DetectionLayout {
    guard Files.exists(path) else { throw DatasetError(path, "no such file or folder") }
    guard Files.isFolder(path) else { return try chosen(path) }
    if let found = inside(path) { return found }
    let inner = Files.folders(path).map { "\(path)/\($0)" }
      .compactMap { folder in inside(folder).map { (folder, $0) } }
    if inner.count == 1 { return inner[0].1 }
    if inner.count > 1 {
      let names = inner.prefix(6).map { Files.name($0.0) }.joined(separator: ", ")
      throw DatasetError(path, "holds several data sets: \(names); give the path of one")
    }
    let marks = all.map { "\($0.marks) (\($0.name.rawValue))" }.joined(separator: ", ")
    throw DatasetError(
      path,
      "is not a data set for detectors: looked for \(marks), here and one folder deeper")
  }

  private static func inside(_ folder: String) -> (any DetectionLayout)? {
    for layout in all {
      if let found = layout.init(folder: folder) { return found }
    }
    return nil
  }

  private static func chosen(_ file: String) throws(DatasetError) -> any DetectionLayout {
    let ending = Files.ending(file)
    for layout in all where layout.endings.contains(ending) {
      if let found = layout.init(file: file) { return found }
    }
    let known = all.compactMap { layout in
      layout.endings.first.map { ".\($0) (\(layout.name.rawValue))" }
    }
    throw DatasetError(file, "is not one of these files: \(known.joined(separator: ", "))")
  }
}
