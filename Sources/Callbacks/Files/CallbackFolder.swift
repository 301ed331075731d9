/// The folder of a run, where the files of callbacks lie.
public struct CallbackFolder: Equatable, Sendable {
  /// The path; empty when there is no folder.
  public var path: String

  /// Names a folder.
  public init(_ path: String) { self.path = path }

  /// The path of a file in the folder; an absolute name stays as it is.
  public func file(_ name: String) -> String {
    name.hasPrefix("/") || path.isEmpty ? name : path + "/" + name
  }
}
