/// COCO's ranges of object area in pixels, with both ends included.
///
/// An area of exactly 1024 is both small and medium.
public enum SizeBucket: String, CaseIterable, Sendable {
  /// Every object.
  case all
  /// Up to 32².
  case small
  /// From 32² to 96².
  case medium
  /// From 96².
  case large

  /// The range of areas.
  public var areas: ClosedRange<Double> {
    switch self {
    case .all: 0...1e10
    case .small: 0...1024
    case .medium: 1024...9216
    case .large: 9216...1e10
    }
  }
}
