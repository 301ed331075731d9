/// A walk over rows, in order.
enum RowWalk {
  /// Calls a function with the form and the numbers of each row in a range.
  static func walk(
    _ table: FormTable, _ range: Range<Int>, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
  ) {
    var row = 0
    for chunk in table.chunks {
      if row >= range.upperBound { return }
      if row + chunk.forms.count <= range.lowerBound {
        row += chunk.forms.count
        continue
      }
      chunk.values.withUnsafeBufferPointer { values in
        var index = 0
        for form in chunk.forms.lazy.map(Int.init) {
          let width = table.forms[form].width
          if range.contains(row) {
            body(form, UnsafeBufferPointer(rebasing: values[index..<index + width]))
          }
          index += width
          row += 1
        }
      }
    }
  }
}
