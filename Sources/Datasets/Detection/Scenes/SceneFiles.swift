/// Image files with their objects: all of a data set, or some of them.
///
/// Parts of a data set share its memory; an element is made when it is asked for.
public struct SceneFiles: RandomAccessCollection, Sendable {
  private let table: SceneTable
  /// The images of the table that belong to it, in order; `nil` for all.
  private let chosen: [Int32]?

  /// All images of a table.
  init(_ table: SceneTable) { (self.table, chosen) = (table, nil) }

  private init(_ table: SceneTable, _ chosen: [Int32]) {
    self.table = table
    self.chosen = chosen
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { chosen?.count ?? table.count }
  public subscript(index: Int) -> SceneFile { table.file(position(index)) }

  /// The images with some indices.
  func choosing(_ indices: some Sequence<Int>) -> SceneFiles {
    SceneFiles(table, indices.map { Int32(truncatingIfNeeded: position($0)) })
  }

  /// The path of an image.
  func path(_ index: Int) -> String { table.path(position(index)) }

  /// One sentence about each object without an area.
  var problems: [String] {
    indices.lazy.filter { table.hasFlatBox(position($0)) }.flatMap { self[$0].problems }
  }

  /// The number of images that other files have, too.
  func shared(with other: SceneFiles) -> Int {
    var paths = PackedTexts()
    for index in other.indices { paths.append(other.path(index)) }
    let known = TextIndex(paths)
    return indices.reduce(0) { $0 + (known[path($1)] == nil ? 0 : 1) }
  }

  private func position(_ index: Int) -> Int { chosen.map { Int($0[index]) } ?? index }
}
