/// The percentiles that TensorBoard 2.21 computes from the event files of
/// `samples/logs/tensorboard-summaries`: their events read by its `EventFileLoader`, which brings
/// old histograms into the new form, then reduced by `compress_histogram` of its distributions.
///
/// The files were written by PyTorch 2.13 (`torch`) and by TensorBoard's own `summary_v2` (`tf2`).
enum SummaryVectors {
  struct Case: Sendable {
    var run: String
    var tag: String
    var step: Int64
    var percentiles: [Double]
  }

  static let histograms: [Case] = [
    Case(
      run: "torch", tag: "layer1/weight", step: 0,
      percentiles: [
        -1.62571919, -0.761592448, -0.530809224, -0.263761282, -0.0359033272,
        0.145205125, 0.425827533, 0.664797127, 1.12886524,
      ]),
    Case(
      run: "torch", tag: "layer1/bias", step: 0,
      percentiles: [
        0, 0, 0, 0, 0,
        0, 0, 0, 0,
      ]),
    Case(
      run: "torch", tag: "gradients", step: 0,
      percentiles: [
        1.94961149e-06, 9.38846715e-05, 0.000220364178, 0.000426529936, 0.000748648716,
        0.00117783668, 0.00180489919, 0.00245716702, 0.00567219546,
      ]),
    Case(
      run: "torch", tag: "layer1/weight", step: 200,
      percentiles: [
        -0.296345532, -0.127480552, -0.0668275878, 0.0130872531, 0.0987114236,
        0.191453278, 0.280997574, 0.372557819, 0.550580502,
      ]),
    Case(
      run: "torch", tag: "layer1/bias", step: 200,
      percentiles: [
        0, 0, 0, 0, 0,
        0, 0, 0, 0,
      ]),
    Case(
      run: "torch", tag: "gradients", step: 200,
      percentiles: [
        2.69911902e-06, 9.36767829e-05, 0.000218839166, 0.000422857935, 0.000714846654,
        0.00115477014, 0.0019409688, 0.0026975316, 0.00762956962,
      ]),
    Case(
      run: "torch", tag: "layer1/weight", step: 500,
      percentiles: [
        0.0338173658, 0.113694146, 0.15037705, 0.199841335, 0.244150877,
        0.289827436, 0.331776917, 0.377764165, 0.588467181,
      ]),
    Case(
      run: "torch", tag: "layer1/bias", step: 500,
      percentiles: [
        0, 0, 0, 0, 0,
        0, 0, 0, 0,
      ]),
    Case(
      run: "torch", tag: "gradients", step: 500,
      percentiles: [
        1.13325586e-06, 9.82129131e-05, 0.000231770129, 0.000449472718, 0.000755248882,
        0.00125901564, 0.00192640116, 0.00277061155, 0.0083139427,
      ]),
    Case(
      run: "tf2", tag: "dense/kernel", step: 0,
      percentiles: [
        -3.1202448, -1.60037346, -1.06319025, -0.529682388, 0.00692410432,
        0.543530597, 1.08037877, 1.59683337, 3.21255245,
      ]),
    Case(
      run: "tf2", tag: "dense/bias", step: 0,
      percentiles: [
        0.25, 0.25, 0.25, 0.25, 0.25,
        0.25, 0.25, 0.25, 0.25,
      ]),
    Case(
      run: "tf2", tag: "empty", step: 0,
      percentiles: [
        0, 0, 0, 0, 0,
        0, 0, 0, 0,
      ]),
    Case(
      run: "tf2", tag: "dense/kernel", step: 2,
      percentiles: [
        -8.91028082, -4.41582291, -2.96553961, -1.60961643, -0.104870317,
        1.28557371, 2.79853954, 4.38486741, 11.28953,
      ]),
    Case(
      run: "tf2", tag: "dense/bias", step: 2,
      percentiles: [
        0.25, 0.25, 0.25, 0.25, 0.25,
        0.25, 0.25, 0.25, 0.25,
      ]),
    Case(
      run: "tf2", tag: "dense/kernel", step: 3,
      percentiles: [
        -11.0919998, -6.14083982, -4.18426112, -2.21212608, -0.281320122,
        1.57914486, 3.46018657, 5.29338885, 11.2887049,
      ]),
    Case(
      run: "tf2", tag: "dense/bias", step: 3,
      percentiles: [
        0.25, 0.25, 0.25, 0.25, 0.25,
        0.25, 0.25, 0.25, 0.25,
      ]),
  ]

  /// The precisions of `val/pr` of PyTorch at step 0, without the thresholds at which nothing is found.
  static let precision: [Double] = [
    0.475, 0.4715026, 0.468421, 0.4719101, 0.4736842, 0.4556962,
    0.4701492, 0.4957265, 0.4888889, 0.4927536, 0.5490196, 0.5897436,
    0.625, 0.4615385, 0.4444444, 0.5, 0.6, 0.6666667,
  ]

  /// The recalls at the same thresholds.
  static let recall: [Double] = [
    1, 0.9578947, 0.9368421, 0.8842105, 0.8526316, 0.7578948,
    0.6631579, 0.6105263, 0.4631579, 0.3578947, 0.2947368, 0.2421053,
    0.1578947, 0.06315789, 0.04210526, 0.03157895, 0.03157895, 0.02105263,
  ]
}
