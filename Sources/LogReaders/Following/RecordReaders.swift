/// The readers of logs that are read in order from their first byte.
///
/// Databases and TensorBoard event files are recognized before them, by `FileMark`.
public enum RecordReaders {
  /// All readers, in the order in which they are asked; the first that recognizes a log reads it.
  ///
  /// The order leads from certainty to likelihood:
  ///
  /// 1. The file of W&B starts with a mark that no text starts with.
  /// 2. Packed files have marks too, and JSON has a grammar: one value, our events, or other records
  ///    in lines. A text is at most one of them, so their order among themselves has no effect.
  /// 3. What is not text is refused before anything looks for words and numbers in it.
  /// 4. Console output counts only when a line has the exact form of a known tool. It comes before
  ///    tables because its lines may also have equal numbers of words or of `|`.
  /// 5. Tables have a header above rows of numbers.
  /// 6. Tables without a header have only their numbers, which must lie in certain ranges.
  ///
  /// Other text is read as console output, in search of names with numbers.
  public static let all: [any RecordReader.Type] = [
    WeightsAndBiasesReader.self,
    DocumentReader.self, PlateauReader.self, JSONLinesReader.self,
    BinaryFile.self,
    ConsoleReader.self,
    DelimitedReader.self,
    MetricReader.self, ResultsReader.self,
  ]
}
