internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The files in a folder and its subfolders, up to a depth and a number; links are not followed.
struct FolderTree: Equatable {
  /// A folder with files.
  struct Folder: Equatable {
    /// The path relative to the root; empty for the root itself.
    var name: String
    /// The sorted names of its files.
    var files: [String]
  }

  private static let depth = 12
  private static let entries = 50_000

  /// The path of the folder.
  let root: String
  /// The folders with files.
  private(set) var folders: [Folder] = []
  /// True when a limit was reached.
  private(set) var isCut = false
  /// The folders that cannot be opened.
  private(set) var unreadable: [Unreadable] = []

  /// A folder that cannot be opened.
  struct Unreadable: Equatable {
    /// The path relative to the root; empty for the root itself.
    var name: String
    /// The system's reason.
    var reason: String
  }

  /// The identity, size and time of each file, so that trees with changed files differ.
  private var stamps: [FileStamp] = []
  private var count = 0

  /// Lists a folder.
  init(_ root: String) {
    self.root = root
    visit("", depth: 0)
  }

  private mutating func visit(_ name: String, depth: Int) {
    let path = name.isEmpty ? root : root + "/" + name
    var files: [String] = []
    var folders: [String] = []
    guard let names = Self.names(path) else {
      unreadable.append(Unreadable(name: name, reason: "cannot be read: \(systemReason())"))
      return
    }
    let isScript = names.contains("command.json") && names.contains("output.log")
    for entry in names.sorted() where !isScript || !Self.scriptFiles.contains(entry) {
      count += 1
      if count > Self.entries || depth > Self.depth {
        isCut = true
        return
      }
      var status = stat()
      guard lstat(path + "/" + entry, &status) == 0 else {
        // The folder can be listed but not entered.
        if errno == EACCES, unreadable.last?.name != name {
          unreadable.append(Unreadable(name: name, reason: "cannot be read: \(systemReason())"))
        }
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG:
        files.append(entry)
        stamps.append(FileStamp(status))
      case S_IFDIR where entry != ".git": folders.append(entry)
      default: break
      }
    }
    if !files.isEmpty { self.folders.append(Folder(name: name, files: files)) }
    for folder in folders { visit(name.isEmpty ? folder : name + "/" + folder, depth: depth + 1) }
  }

  /// The files of a script's folder that are no logs; `plateau run` writes them.
  private static let scriptFiles: Set<String> = ["command.json", "exit.json", "commands.jsonl"]

  /// The names in a folder; nil, with `errno`, when it cannot be opened.
  private static func names(_ path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count <= entries, let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
