internal import COneDNN

/// A view of a row-major matrix or of a part of one.
struct MatrixView {
  let base: UnsafePointer<Float>
  let distance: Int
  var isTransposed = false

  init(_ base: UnsafePointer<Float>, rowsApart distance: Int, isTransposed: Bool = false) {
    self.base = base
    self.distance = distance
    self.isTransposed = isTransposed
  }
}

/// Matrix products through oneDNN's `dnnl_sgemm`.
enum Product {
  /// Writes A · B to `target`, where A is `rows` × `inner` and B `inner` × `columns`.
  static func write(
    rows: Int, columns: Int, inner: Int, _ a: MatrixView, _ b: MatrixView,
    to target: UnsafeMutablePointer<Float>, rowsApart distance: Int
  ) {
    if rows == 0 || columns == 0 { return }
    let (plain, transposed) = (CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "T")))
    _ = dnnl_sgemm(
      a.isTransposed ? transposed : plain, b.isTransposed ? transposed : plain, dnnl_dim_t(rows),
      dnnl_dim_t(columns), dnnl_dim_t(inner), 1, a.base, dnnl_dim_t(a.distance), b.base,
      dnnl_dim_t(b.distance), 0, target, dnnl_dim_t(distance))
  }
}
