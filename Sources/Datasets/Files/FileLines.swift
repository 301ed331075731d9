/// The lines of a small text file.
enum FileLines {
  /// Reads all lines and trims them.
  ///
  /// Empty lines are kept, so that indices are line numbers.
  static func read(_ path: String) throws(DatasetError) -> [String] {
    let text = String(decoding: try WholeFile.bytes(of: path), as: UTF8.self)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}
