import ArgumentParser
import BareFoundation
import Dashboard
import PlateauRuntime
import SystemFiles
import Themes

/// The themes that can be chosen: the built-in one and every scheme in the themes folders.
struct ThemeFiles {
  /// The themes with their names, which are file names without the extension; the built-in theme
  /// comes first.
  let themes: [(name: String, theme: Theme)]
  /// Errors of files that are not schemes.
  let problems: [String]

  /// Refuses a name that no theme has; nil stands for the first theme.
  static func check(_ name: String?) throws {
    guard let name, !find().themes.contains(where: { $0.name == name }) else { return }
    throw ValidationError("no such theme: \(name); plateau themes lists them")
  }

  /// The index of the theme of a name; that of the first one for nil.
  func index(of name: String?) -> Int {
    name.flatMap { name in themes.firstIndex { $0.name == name } } ?? 0
  }

  /// Looks for themes.
  ///
  /// The person's own folder comes first, then `themes` beside the program or above it, as in a
  /// build folder and an installed tree.
  static func find() -> ThemeFiles {
    var themes: [(String, Theme)] = [("plateau", .builtIn)]
    var problems: [String] = []
    for folder in searched where FileManager.default.fileExists(atPath: folder) {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files.sorted()
      where [".yaml", ".yml", ".theme"].contains(where: file.hasSuffix) {
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        if themes.contains(where: { $0.0 == name }) { continue }
        do {
          let path = folder + "/" + file
          guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            problems.append("\(path): cannot be read, or is not text")
            continue
          }
          var theme =
            file.hasSuffix(".theme")
            ? try Theme(btop: text, name: name, file: path) : try Theme(yaml: text, file: path)
          theme.name = name
          themes.append((name, theme))
        } catch {
          problems.append("\(error)")
        }
      }
    }
    return ThemeFiles(themes: themes, problems: problems)
  }

  /// The folders that may hold themes, whether or not they are there.
  static var searched: [String] {
    var folders = [PersonalFolder.path + "/themes"]
    for folder in ProgramPath.folders {
      folders += [folder + "/themes", folder + "/share/plateau/themes"]
    }
    return folders
  }
}

extension CompletionKind {
  /// The names of the themes, as the shell completes them.
  static var themes: CompletionKind { .shellCommand("plateau themes | cut -d' ' -f1") }
}
