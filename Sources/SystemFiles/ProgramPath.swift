#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The path of the running program.
public enum ProgramPath {
  /// The folders above the program, the nearest first, at most five; symbolic links are resolved.
  public static var folders: [String] {
    var path = current
    var folders: [String] = []
    while folders.count < 5, let slash = path.lastIndex(of: "/") {
      path = String(path[..<slash])
      folders.append(path)
    }
    return folders
  }

  /// The path, with symbolic links resolved; empty when it is unknown.
  public static var current: String {
    let name = CommandLine.arguments.first ?? ""
    #if os(Linux)
      let link = "/proc/self/exe"
    #else
      let link = name
    #endif
    guard let real = realpath(link, nil) ?? realpath(name, nil) else { return "" }
    defer { free(real) }
    return String(cString: real)
  }
}
