import ArgumentParser
import Cells
import PlateauRuntime
import Themes

/// The values of `--on-hangup`.
enum HangupChoice: String, ExpressibleByArgument, CaseIterable {
  case goOn = "continue"
  case stop

  var policy: HangupPolicy { self == .goOn ? .continue : .stop }
}

/// The values of `--color`.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case truecolor
  case palette = "256"
  case sixteen = "16"
  case none

  var depth: ColorDepth {
    switch self {
    case .truecolor: .trueColor
    case .palette: .palette
    case .sixteen: .sixteen
    case .none: .none
    }
  }
}
