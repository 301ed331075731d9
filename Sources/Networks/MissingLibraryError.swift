internal import COneDNN

/// oneDNN, which networks compute with, is not installed.
public struct MissingLibraryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's reason, such as `libdnnl.so.2: cannot open shared object file: No such file or directory`.
  public let reason: String

  /// The library, the reason and what to install, in one line.
  public var description: String {
    "training needs oneDNN \(DNNL_VERSION_MAJOR), which cannot be loaded (\(reason)); "
      + "install it, on Debian and Ubuntu by apt-get install libdnnl-dev"
  }
}
