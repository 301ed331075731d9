import Foundation
import Testing

/// The code in the libraries' articles is also in `Examples`, which are compiled and run, so it stays correct.
@Suite struct SnippetTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The lines of the files below a folder whose names have an ending, by path.
  private static func files(_ folder: String, _ ending: String) -> [String: [String]] {
    let start = root.appending(path: folder)
    let names =
      FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
    let pairs = names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".build") }.map { name in
      let text = try? String(contentsOf: start.appending(path: name), encoding: .utf8)
      return (name, (text ?? "").components(separatedBy: "\n"))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  static let articles = files("Sources", ".md").filter { $0.key.contains(".docc/") }

  /// The pieces of code in an article, without the indentation that their lines share.
  private func snippets(_ article: [String]) -> [[String]] {
    var snippets: [[String]] = []
    var open: [String]?
    for line in article {
      if line.hasPrefix("```") {
        if let lines = open { snippets.append(lines) }
        open = line.hasPrefix("```swift") ? [] : nil
      } else {
        open?.append(line)
      }
    }
    return snippets.map(flush)
  }

  private func flush(_ lines: some Sequence<String>) -> [String] {
    let indents = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }
    return lines.map { String($0.dropFirst(indents.min() ?? 0)) }
  }

  @Test(arguments: articles.keys.sorted())
  func everySnippetStandsInAnExample(article: String) {
    let examples = Self.files("Examples/Sources", ".swift").values
    #expect(!examples.isEmpty)
    for snippet in snippets(Self.articles[article] ?? []) {
      let isFound = examples.contains { example in
        example.count >= snippet.count
          && (0...example.count - snippet.count).contains { start in
            flush(example[start..<start + snippet.count]) == snippet
          }
      }
      #expect(isFound, "\(article): no example has \(snippet.first ?? "")")
    }
  }

  @Test func thereAreArticlesWithCode() {
    #expect(Self.articles.values.contains { !snippets($0).isEmpty })
  }
}
