/// Evaluations with running means and summaries.
extension SmallLog {
  static let evaluations = [
    SmallLog(
      name: "an evaluation with a summary",
      text: """
        Epoch: [0][ 0/40]\tTime  3.120 ( 3.120)\tData  2.100 ( 2.100)\tLoss 6.9000e+00 \
        (7.0000e+00)\tAcc@1   0.50 (  0.25)\tAcc@5   1.00 (  0.75)
        Epoch: [0][20/40]\tTime  0.320 ( 0.420)\tData  0.100 ( 0.200)\tLoss 5.9000e+00 \
        (6.0000e+00)\tAcc@1   2.50 (  2.25)\tAcc@5   5.00 (  4.75)
        Test: [ 0/10]\tTime  1.120 ( 1.120)\tLoss 5.5000e+00 (5.5000e+00)\tAcc@1   3.50 (  \
        3.50)\tAcc@5   8.00 (  8.00)
        Test: [ 9/10]\tTime  0.120 ( 0.220)\tLoss 5.4000e+00 (5.4500e+00)\tAcc@1   3.75 (  \
        3.60)\tAcc@5   8.50 (  8.25)
         *   Acc@1 3.620 Acc@5 8.310
        Epoch: [1][ 0/40]\tTime  3.120 ( 3.120)\tData  2.100 ( 2.100)\tLoss 4.9000e+00 \
        (5.0000e+00)\tAcc@1   6.50 (  6.25)\tAcc@5   11.00 (  10.75)
        Epoch: [1][20/40]\tTime  0.320 ( 0.420)\tData  0.100 ( 0.200)\tLoss 3.9000e+00 \
        (4.0000e+00)\tAcc@1   9.50 (  9.25)\tAcc@5   15.00 (  14.75)
        Test: [ 0/10]\tTime  1.120 ( 1.120)\tLoss 3.5000e+00 (3.5000e+00)\tAcc@1   13.50 (  \
        13.50)\tAcc@5   18.00 (  18.00)
        Test: [ 9/10]\tTime  0.120 ( 0.220)\tLoss 3.4000e+00 (3.4500e+00)\tAcc@1   13.75 (  \
        13.60)\tAcc@5   18.50 (  18.25)
         *   Acc@1 13.620 Acc@5 18.310

        """,
      series: [
        "Data": ["0/0 2.1", "0/20 0.1", "1/40 2.1", "1/60 0.1"],
        "Time": ["0/0 3.12", "0/20 0.32", "1/40 3.12", "1/60 0.32"],
        "test: Acc@1": ["0/20 3.62", "1/60 13.62"],
        "test: Acc@5": ["0/20 8.31", "1/60 18.31"],
        "test: Loss": ["0/20 5.45", "1/60 3.45"],
        "test: Time": ["0/20 0.22", "1/60 0.22"],
        "train: Acc@1": ["0/0 0.5", "0/20 2.5", "1/40 6.5", "1/60 9.5"],
        "train: Acc@5": ["0/0 1", "0/20 5", "1/40 11", "1/60 15"],
        "train: Loss": ["0/0 6.9", "0/20 5.9", "1/40 4.9", "1/60 3.9"],
      ]),
    SmallLog(
      name: "an evaluation with running means",
      text: """
        Train: 0 [   0/500 (  0%)]  Loss: 6.900 (6.95)  Time: 0.300s, 3000.00/s  (0.400s, \
        2500.00/s)  LR: 1.000e-05  Data: 0.010 (0.050)
        Train: 0 [ 250/500 ( 50%)]  Loss: 6.500 (6.70)  Time: 0.300s, 3000.00/s  (0.400s, \
        2500.00/s)  LR: 1.000e-05  Data: 0.010 (0.050)
        Test: [   0/10]  Time: 0.100 (0.200)  Loss:   6.5000 ( 6.5000)  Acc@1:  1.0000 (  \
        1.0000)  Acc@5:  2.0000 ( 2.0000)
        Test: [  10/10]  Time: 0.100 (0.200)  Loss:   6.0000 ( 6.1000)  Acc@1:  1.5000 (  \
        1.2000)  Acc@5:  2.0000 ( 2.3000)
        Train: 1 [   0/500 (  0%)]  Loss: 5.900 (5.95)  Time: 0.300s, 3000.00/s  (0.400s, \
        2500.00/s)  LR: 2.000e-05  Data: 0.010 (0.050)
        Train: 1 [ 250/500 ( 50%)]  Loss: 5.500 (5.70)  Time: 0.300s, 3000.00/s  (0.400s, \
        2500.00/s)  LR: 2.000e-05  Data: 0.010 (0.050)
        Test: [   0/10]  Time: 0.100 (0.200)  Loss:   5.5000 ( 5.5000)  Acc@1:  4.0000 (  \
        4.0000)  Acc@5:  8.0000 ( 8.0000)
        Test: [  10/10]  Time: 0.100 (0.200)  Loss:   5.0000 ( 5.1000)  Acc@1:  4.5000 (  \
        4.2000)  Acc@5:  8.0000 ( 8.3000)

        """,
      series: [
        "LR": ["0/0 1e-05", "0/250 1e-05", "1/500 2e-05", "1/750 2e-05"],
        "test: Acc@1": ["0/250 1.2", "1/750 4.2"],
        "test: Acc@5": ["0/250 2.3", "1/750 8.3"],
        "test: Loss": ["0/250 6.1", "1/750 5.1"],
        "test: Time": ["0/250 0.2", "1/750 0.2"],
        "train: Data": ["0/0 0.01", "0/250 0.01", "1/500 0.01", "1/750 0.01"],
        "train: Loss": ["0/0 6.9", "0/250 6.5", "1/500 5.9", "1/750 5.5"],
      ]),
    SmallLog(
      name: "summaries of average precision",
      text: """
        Epoch 1 train loss 2.5
         Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.210
         Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.410
         Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.190
         Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = 0.050
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.230
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 10 ] = 0.330
        Epoch 2 train loss 2.0
         Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.260
         Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.460
         Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.240
         Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = 0.070
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.250
         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 10 ] = 0.350

        """,
      series: [
        "train: train loss": ["1/- 2.5", "2/- 2"],
        "validation: AP": ["1/- 0.21", "2/- 0.26"],
        "validation: AP50": ["1/- 0.41", "2/- 0.46"],
        "validation: AP75": ["1/- 0.19", "2/- 0.24"],
        "validation: APs": ["1/- 0.05", "2/- 0.07"],
        "validation: AR1": ["1/- 0.23", "2/- 0.25"],
        "validation: AR10": ["1/- 0.33", "2/- 0.35"],
      ]),
  ]
}
