internal import SystemFiles

/// The recipes that come with the program.
public enum SampleRecipes {
  /// The sample that is trained for a first look.
  public static var first: String { (folder ?? "samples") + "/digits-mlp.yaml" }

  /// Says where recipes are, for a path without a file.
  ///
  /// - Returns: A clause that names the sample that is meant, or the folder of the samples; nil when
  ///   they are not installed.
  public static func advice(insteadOf path: String) -> String? {
    guard let folder else { return nil }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let meant = "\(folder)/\(name.hasSuffix(".yaml") ? name : name + ".yaml")"
    return FileKind(of: meant) == .file ? "did you mean \(meant)?" : "\(folder) has samples"
  }

  /// The folder with them: here, or beside the program or above it.
  private static var folder: String? {
    let folders = ProgramPath.folders.flatMap { ["\($0)/samples", "\($0)/share/plateau/samples"] }
    return (["samples"] + folders).first { FileKind(of: $0 + "/digits-mlp.yaml") == .file }
  }
}
