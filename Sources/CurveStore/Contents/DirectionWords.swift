internal import RunModel

/// The words of metrics' names that imply a direction of improvement.
enum DirectionWords {
  /// Words of quantities that training minimizes.
  static let losses: Set<Substring> = [
    "lossvalue", "nll", "ce", "cost", "custo", "coste", "coût", "kosten", "стоимость", "bce",
    "lbox", "lobj",
    "lcls",
    "crossentropy", "xent", "损失", "損失", "ロス", "손실",
    "потери", "потеря",
    "потерь", "лосс", "pérdida", "perdida", "perte", "pertes", "perda", "perdita", "verlust",
    "hilang", "kerugian", "kayıp", "kaybı", "kayıpları", "strata", "straty", "नुकसान", "हानि", "خسارة",
    "الخسارة", "ক্ষতি", "verlies", "förlust", "ztráta", "втрати", "втрата", "perdite", "pérdidas",
    "perdas",
    "ضرر", "نقصان", "خطا",
  ]

  /// Words of quantities that are better small.
  static let smaller: Set<Substring> = [
    "eer", "veer", "teer", "dcf", "mindcf", "err", "error", "errors", "mae", "mse", "rmse", "nrmse",
    "mape", "smape", "mase", "wape",
    "msle", "rmsle", "mdae", "medae", "merror", "perplexity", "ppl", "wer", "cer", "bcer", "bwer",
    "rms", "mer", "wil",
    "eer", "der", "ter", "logloss", "nlogloss", "mlogloss", "fid", "kid", "fvd", "fad", "lpips",
    "niqe", "brisque", "ece", "mce", "ace", "brier", "bpc", "bpb", "bpd", "bpp", "mpjpe", "mpvpe",
    "pve", "epe", "aepe", "hausdorff", "hd", "assd", "asd", "chamfer", "emd", "regret", "deviance",
    "divergence", "hamming", "nmse", "rse", "rmspe", "crps", "pinball", "rmsd", "aic",
    "bic", "sse", "ergas", "nloglik", "ade", "fde", "minade", "minfde", "missrate", "fpr", "fnr",
    "far",
    "frr", "hter", "acer", "apcer", "bpcer", "silog", "levenshtein", "distortion", "nme",
    "misclassification", "medr", "mdr", "violations", "huber", "quantile", "poisson", "tweedie",
    "误差", "誤差", "错误率", "錯誤率", "エラー", "오차", "오류율", "ошибка", "ошибки", "errore",
    "erro", "erreur", "fehler", "困惑度", "перплексия", "hata", "błąd", "fout", "fel", "chyba",
    "помилка",
    "त्रुटि", "خطأ", "galat", "hatası",
  ]

  /// Words of quantities that are better large.
  static let larger: Set<Substring> = [
    "acc", "accuracy", "accuracies", "map", "ap", "apl", "apm", "aps", "ar", "arl", "arm", "ars",
    "mar", "auc", "aucpr", "auprc", "aupr", "prauc", "prc", "auroc", "roc", "rocauc", "gini",
    "precision", "prec", "recall", "hr", "gauc", "elbo", "hmean", "lddt", "plddt", "mpa", "rankic",
    "sari", "concordance", "ll", "f", "fbeta", "fscore", "fmeasure", "iou", "miou", "fwiou", "giou",
    "jaccard", "dice", "dsc", "bleu", "sacrebleu", "chrf", "rouge", "rougel", "rougelsum", "meteor",
    "cider", "spice", "bertscore", "bleurt", "comet", "psnr", "ssim", "msssim", "top", "ndcg",
    "dcg", "mrr", "hits", "hit", "specificity", "sensitivity", "tpr", "tnr", "kappa", "qwk",
    "mcc", "spearman", "spearmanr", "pearson", "pearsonr", "kendall", "kendalltau", "corr",
    "corrcoef", "correlation", "plcc", "srcc", "srocc", "krcc", "ccc", "score", "reward", "rewards",
    "ret", "accu",
    "rew", "return", "returns", "win", "wins", "winrate", "success", "successes", "solved", "elo",
    "em", "exact", "pass", "uas", "las", "pck", "pckh", "oks", "nds", "mota", "motp", "hota", "idf",
    "pq", "nmi", "ari", "silhouette", "sdr", "sisdr", "sisnr", "snr", "pesq", "stoi", "estoi",
    "mos", "vmaf", "sharpe", "fitness", "similarity", "loglik", "准确率", "準確率", "正确率",
    "正確率", "正解率", "精度", "精确率", "适合率", "適合率", "召回率", "再現率", "정확도", "정밀도",
    "재현율", "точность", "полнота", "exactitud", "exactitude", "precisión", "précision",
    "precisão", "precisao", "precisione", "accuratezza", "acurácia", "acuracia", "rappel",
    "exhaustividad", "revocação", "genauigkeit", "trefferquote", "akurasi",
    "doğruluk", "doğruluğu", "dokładność", "dokładności", "nauwkeurigheid", "noggrannhet",
    "přesnost",
    "точності", "точність", "الدقة", "ketepatan", "isabet", "kesinlik", "duyarlılık", "यथार्थता",
    "دقت", "accuratesse", "सटीकता", "دقة", "নির্ভুলতা", "奖励", "報酬", "보상", "награда",
  ]

  /// Words that mean something only with their digits.
  static let numbered: [Substring: Direction] = [
    "r2": .max, "r²": .max, "rsquared": .max, "l1": .min, "l2": .min, "delta1": .max,
    "delta2": .max, "delta3": .max, "a1": .max, "a2": .max, "a3": .max, "d1": .max, "r1": .max,
    "r5": .max, "r10": .max, "r50": .max, "r100": .max,
  ]

  /// Pairs of words that mean something together, by their first word.
  static let pairs: [Substring: [(second: Substring, role: LogSeries.Role, direction: Direction)]] =
    [
      "cross": [("entropy", .loss, .min)], "io": [("u", .metric, .max)],
      "r": [("squared", .metric, .max)], "explained": [("variance", .metric, .max)],
      "log": [("likelihood", .metric, .max)], "abs": [("rel", .metric, .min)],
      "sq": [("rel", .metric, .min)], "miss": [("rate", .metric, .min)],
      "bits": [("per", .metric, .min)], "mean": [("rank", .metric, .min)],
      "median": [("rank", .metric, .min)], "edit": [("distance", .metric, .min)],
      "kullback": [("leibler", .metric, .min)],
      "false": [
        ("positive", .metric, .min), ("negative", .metric, .min), ("positives", .metric, .min),
        ("negatives", .metric, .min),
      ],
    ]

  /// Ends of words that are written together with others: `valloss`, `Validierungsgenauigkeit`.
  static let endings: [([UInt8], LogSeries.Role, Direction)] = [
    (Array("loss".utf8), .loss, .min), (Array("losses".utf8), .loss, .min),
    (Array("verlust".utf8), .loss, .min),
    (Array("error".utf8), .metric, .min), (Array("err".utf8), .metric, .min),
    (Array("acc".utf8), .metric, .max), (Array("fehler".utf8), .metric, .min),
    (Array("fehlerrate".utf8), .metric, .min),
    (Array("accuracy".utf8), .metric, .max), (Array("genauigkeit".utf8), .metric, .max),
    (Array("förlust".utf8), .loss, .min), (Array("noggrannhet".utf8), .metric, .max),
    (Array("verlies".utf8), .loss, .min), (Array("nauwkeurigheid".utf8), .metric, .max),
    (Array("iou".utf8), .metric, .max),
    (Array("score".utf8), .metric, .max), (Array("reward".utf8), .metric, .max),
  ]

  /// The last bytes of the endings.
  static let lastBytes = Set(endings.compactMap(\.0.last))

  /// Parts of words in languages without blanks between words.
  static let unspaced: [(String, LogSeries.Role, Direction)] = [
    ("损失", .loss, .min), ("損失", .loss, .min), ("ロス", .loss, .min), ("손실", .loss, .min),
    ("误差", .metric, .min), ("誤差", .metric, .min), ("错误率", .metric, .min), ("오차", .metric, .min),
    ("困惑度", .metric, .min), ("准确率", .metric, .max), ("準確率", .metric, .max),
    ("正确率", .metric, .max), ("正確率", .metric, .max), ("正解率", .metric, .max),
    ("精度", .metric, .max), ("精确率", .metric, .max), ("適合率", .metric, .max),
    ("召回率", .metric, .max), ("再現率", .metric, .max), ("정확도", .metric, .max),
    ("정밀도", .metric, .max), ("재현율", .metric, .max), ("奖励", .metric, .max), ("報酬", .metric, .max),
  ]

  /// Words of times, sizes and rates of the machine, and of spreads.
  static let bookkeeping: Set<Substring> = [
    "time", "memory", "eta", "mem", "seconds", "secs", "sec", "fps", "throughput", "speed",
    "duration", "elapsed", "std", "stdev", "stddev", "gpu", "cpu", "ram", "utilization",
    "temperature", "momentum", "rejected", "penalty", "cuda", "cudnn", "lr",
    "wall", "dur", "batches", "gnorm", "gradnorm", "decay", "epsilon", "eps", "alpha", "beta",
    "wps",
    "ups", "wpb", "bsz", "tps", "sps", "tflops", "flops", "mfu", "hfu", "ntokens", "nsentences",
    "thrpt", "hrs", "hours", "minutes", "temps", "tiempo", "zeit", "время", "时间", "時間", "시간",
  ]

  /// Those of the words that also name parts of a loss: `loss_dur`, `penalty_loss`.
  static let lossParts: Set<Substring> = [
    "dur", "penalty", "alpha", "beta", "eps", "epsilon", "momentum", "decay",
  ]

  /// Last words of a quantity that only relates to a metric: `loss_scale`, `grad_norm`.
  static let relations: Set<Substring> = [
    "scale", "norm", "weight", "weights", "size", "count", "len", "length", "num", "threshold",
    "var", "variance", "range", "coef", "coeff",
  ]

  /// Words of the time that a rate is per: `steps per second`.
  static let times: Set<Substring> = ["second", "seconds", "sec", "s", "minute", "min", "hour"]

  /// Last words of a count, unless another word names a measure: `consumed samples`.
  static let counted: Set<Substring> = [
    "epochs", "updates", "steps", "samples", "tokens", "token", "sentences", "images", "frames",
    "iterations",
    "timesteps", "overflows", "clip",
  ]

  /// Words beside that for the learning rate which make it something else: `lr_decay`.
  static let schedules: Set<Substring> = [
    "decay", "ratio", "mult", "multiplier", "scale", "factor", "warmup", "gamma", "patience",
    "scheduler", "schedule", "sched", "step", "steps", "reductions", "epochs", "momentum", "loss",
  ]

  /// Names of learning rates.
  static let learningRates: Set<String> = [
    "lr", "learning_rate", "learning rate", "learningrate", "epoch_lr", "epoch_learning_rate",
    "train_lr", "rate", "base_lr", "train/lr", "lrate", "base learning rate", "baselearnrate",
    "学习率", "學習率", "学習率", "학습률", "скорость обучения", "tasa de aprendizaje",
    "taux d'apprentissage", "taxa de aprendizado", "lernrate", "current_lr", "cur_lr",
  ]
}
