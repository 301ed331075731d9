public import SeededRandom

/// A random console log whose form changes on the way: headers, validation lines, bars and ranks
/// appear, counters start over, and lines of other programs stand between.
public struct ChangingText {
  private var random: SeededGenerator
  private var text = ""
  private var epoch = 0
  private var step = 0
  private var style: Int
  private var prefix: Int
  private var validates = false
  private var ranks = 1
  private let length: Int

  /// A log as text.
  ///
  /// - Parameters:
  ///   - random: The source of what happens.
  ///   - epochs: The greatest number of epochs.
  public static func bytes(_ random: inout SeededGenerator, epochs: Int = 8) -> [UInt8] {
    var log = ChangingText(random)
    for _ in 0..<(1 + log.random.roll(epochs)) { log.addEpoch() }
    random = log.random
    return Array(log.text.utf8)
  }

  private init(_ random: SeededGenerator) {
    self.random = random
    style = self.random.roll(Self.styles)
    prefix = self.random.roll(8)
    length = 1 + self.random.roll(5)
    epoch = self.random.roll(2)
  }

  private static let styles = 12

  // MARK: Events

  private mutating func addEpoch() {
    change()
    if style == 3 || style == 8 { line("Epoch \(epoch)/20") }
    for index in 0..<length {
      for rank in 0..<ranks { addStep(index, rank) }
      step += 1
      if random.roll(12) == 0 { addStray() }
    }
    if validates { addValidation() }
    if random.roll(6) == 0 { addStray() }
    epoch += 1
  }

  private mutating func change() {
    switch random.roll(9) {
    case 0: style = random.roll(Self.styles)
    case 1: validates.toggle()
    case 2: ranks = 1 + random.roll(3)
    case 3: prefix = random.roll(8)
    case 4: (epoch, step) = (random.roll(2), 0)
    case 5: addHeader()
    default: break
    }
  }

  private mutating func addStep(_ index: Int, _ rank: Int) {
    let rank = ranks > 1 ? "[rank \(rank)] " : ""
    let (loss, accuracy) = (value(), value())
    switch style {
    case 0: line("\(rank)Epoch [\(epoch)/20], Step [\(index)/\(length)], Loss: \(loss)")
    case 1: line("\(rank)epoch \(epoch) step \(step) loss \(loss) acc \(accuracy)")
    case 2: line("\(rank)[\(epoch), \((index + 1) * 200)] loss: \(loss)")
    case 3: bar("\(index + 1)/\(length) [==>...] - loss: \(loss) - acc: \(accuracy)", index)
    case 4: bar("Epoch \(epoch): \(100 * (index + 1) / length)%|##  | loss=\(loss)", index)
    case 5: line("{'loss': \(loss), 'learning_rate': 1e-05, 'epoch': \(epoch).\(index)}")
    case 6: line("\(rank)iter = \(step * 100), D loss = \(loss), G loss = \(accuracy)")
    case 7: line("  \(epoch)     \(loss)     \(accuracy)")
    case 8: line("\(rank)loss: \(loss)  [\(index * 64)/\(length * 64)]")
    case 9:
      for item in ["| loss | \(loss) |", "| time/ | |", "|  total_timesteps | \(step) |", "-----"] {
        line(item)
      }
    case 10: line("| \(epoch) | \(index) | \(loss) | \(accuracy)% |")
    default: line("第\(epoch)轮 训练损失: \(loss) 验证损失: \(accuracy)")
    }
  }

  private mutating func addValidation() {
    switch random.roll(6) {
    case 0: line("Validation: loss \(value()), acc \(value())")
    case 1:
      for index in 0..<3 { line("Test: [\(index)/2] Loss \(value()) (\(value()))") }
      line(" * Acc@1 \(value()) Acc@5 \(value())")
    case 2: line("val_loss=\(value()) val_acc=\(value())%")
    case 3: line("mAP: \(value())")
    case 4:
      line("Validating")
      line("loss: \(value())")
    default:
      line(
        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = \(value())")
    }
  }

  private mutating func addHeader() {
    switch random.roll(4) {
    case 0: line("epoch  train_loss  valid_acc")
    case 1:
      line("| Epoch | Step | Train | Train |")
      line("|       |      | Loss  | Acc   |")
      line("|-------|------|-------|-------|")
    case 2: line("Namespace(lr=0.1, batch_size=32, epochs=20)")
    default: line("Training", isPlain: true)
    }
  }

  private mutating func addStray() {
    let strays = [
      "", "-----", "Saving model to out/model_\(epoch).pt", "nan detected in 3 layers",
      "EarlyStopping counter: 1 out of 5", "Traceback (most recent call last):", "lr = 0.\(step)",
      "loss improved from 0.5 to 0.4", "Validation", "train", "step \(step)", "Epoch \(epoch)",
      "{\"step\": \(step), \"loss\": 0.5}", "a,b,c", "1,2,3", "val loss nan", "loss: None",
    ]
    line(strays[random.roll(strays.count)], isPlain: random.roll(2) == 0)
  }

  // MARK: Text

  private mutating func value() -> String {
    switch random.roll(30) {
    case 0: "nan"
    case 1: "\(random.roll(100))"
    case 2: "\(random.roll(9)).\(random.roll(999))e-0\(random.roll(9))"
    case 3: "-inf"
    default: "0.\(1000 + random.roll(8999))"
    }
  }

  private mutating func line(_ words: String, isPlain: Bool = false) {
    let second = 10 + step % 50
    if !isPlain {
      switch prefix {
      case 0: text += "2024-05-06 07:08:\(second),123 - INFO - "
      case 1: text += "[05/06 07:08:\(second) main]: "
      case 2: text += "\u{1B}[32mINFO\u{1B}[0m "
      default: break
      }
    }
    text += words + (prefix == 3 ? "\r\n" : "\n")
  }

  private mutating func bar(_ words: String, _ index: Int) {
    let end = index + 1 < length ? (prefix == 4 ? "\u{8}\u{8}\u{8}" : "\r") : "\n"
    text += words + end
  }
}
