import BareFoundation

/// The program that this process runs.
enum ProcessImage {
  /// Runs this program anew, in the same process and on the same terminal; it returns only when
  /// that fails.
  ///
  /// - Parameter arguments: The arguments after the program's name.
  /// - Returns: The reason why it failed.
  static func replace(with arguments: [String]) -> String {
    let name = CommandLine.arguments.first ?? "plateau"
    #if os(Linux)
      // The name may be found through the search path only.
      let path = "/proc/self/exe"
    #else
      let path = name
    #endif
    var pointers = ([name] + arguments).map { strdup($0) }
    pointers.append(nil)
    _ = execvp(path, pointers)
    let reason = String(cString: strerror(errno))
    pointers.forEach { free($0) }
    return reason
  }
}
