package import CurveStore

extension LogContents {
  /// A sentence for each pattern that should match a line of the log and matches none.
  ///
  /// - Parameter forms: The patterns that the log was read with.
  /// - Complexity: O(forms of the log).
  package func unmatched(_ forms: [GivenForm]) -> [String] {
    let used = Set(self.forms.compactMap(\.pattern))
    return forms.filter { !$0.isOptional && !used.contains($0.pattern) }.map { form in
      self.forms.isEmpty
        ? "--form '\(form.pattern)' has no effect: the log is read as \(format.title)"
        : "no line matches --form '\(form.pattern)'; compare it with the lines that plateau inspect "
          + "shows"
    }
  }
}
