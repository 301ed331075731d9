/// The reason why a detection is wrong, or why an object was not found.
///
/// "TIDE: A General Toolbox for Identifying Object Detection Errors",
/// doi:10.1007/978-3-030-58580-8_33, section 2.2. Each error has one kind, the first that applies in the
/// order of localization, classification, duplicate, background and both.
public enum DetectionErrorKind: String, CaseIterable, Sendable {
  /// The box lies on an object of another class.
  case classification
  /// The box lies near an object of its class, but not on it.
  case localization
  /// The box lies near an object of another class.
  case both
  /// The box lies on an object that a more certain detection found.
  case duplicate
  /// The box lies near no object.
  case background
  /// The object was not found, and no error of classification or localization is about it.
  case missed
}
