internal import Foundation

/// The files below a folder, up to a depth and a number; links are not followed.
struct FolderTree {
  /// A folder with files.
  struct Folder {
    /// Its path below the root; empty for the root itself.
    var name: String
    var files: [String]
  }

  private static let depth = 12
  private static let entries = 50_000

  let root: String
  private(set) var folders: [Folder] = []
  /// Whether more was there than is looked at.
  private(set) var isCut = false
  private var count = 0

  init(_ root: String) {
    self.root = root
    visit("", depth: 0)
  }

  private mutating func visit(_ name: String, depth: Int) {
    let path = name.isEmpty ? root : root + "/" + name
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    var files: [String] = []
    var folders: [String] = []
    for entry in names {
      count += 1
      if count > Self.entries || depth > Self.depth {
        isCut = true
        return
      }
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + entry)
      switch attributes?[.type] as? FileAttributeType {
      case .typeRegular?: files.append(entry)
      case .typeDirectory? where entry != ".git": folders.append(entry)
      default: break
      }
    }
    if !files.isEmpty { self.folders.append(Folder(name: name, files: files)) }
    for folder in folders { visit(name.isEmpty ? folder : name + "/" + folder, depth: depth + 1) }
  }
}
