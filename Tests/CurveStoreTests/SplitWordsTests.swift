import CurveStore
import Testing

@Suite struct SplitWordsTests {
  @Test(
    "Words of many languages name the data",
    arguments: [
      ("train", LogSeries.Split.train), ("Training", .train), ("trn", .train), ("训练", .train),
      ("訓練", .train), ("学習", .train), ("훈련", .train), ("обучение", .train),
      ("Обучения", .train), ("entrenamiento", .train), ("Entraînement", .train),
      ("entraînement", .train), ("entrainement", .train), ("treino", .train),
      ("treinamento", .train), ("addestramento", .train), ("Trainingsverlust", .train),
      ("VAL", .validation), ("val2", .validation), ("validation", .validation),
      ("dev", .validation), ("holdout", .validation), ("cv", .validation), ("eval", .validation),
      ("验证", .validation), ("验证集", .validation), ("驗證", .validation), ("検証", .validation),
      ("검증", .validation), ("валидация", .validation), ("Валидации", .validation),
      ("validación", .validation), ("validação", .validation), ("validazione", .validation),
      ("Validierung", .validation), ("Validierungsverlust", .validation), ("test", .test),
      ("Testing", .test), ("测试", .test), ("テスト", .test), ("тестовая", .test),
      ("prueba", .test), ("teste", .test), ("테스트", .test),
    ])
  func splits(word: String, split: LogSeries.Split) {
    #expect(SplitWords.split(ofWord: word) == split)
    #expect(SplitWords.split(ofWord: Array(word.utf8)[...]) == split)
  }

  @Test(
    "Other words do not",
    arguments: [
      "value", "trainer", "latest", "loss", "device", "learning", "学習率", "학습률", "m", "",
      "valence", "損失", "точность", "12345",
    ])
  func others(word: String) {
    #expect(SplitWords.split(ofWord: word) == nil)
  }

  @Test("The last word that names data counts, and a deviation names none")
  func names() {
    #expect(SplitWords.split(of: ["train", "val", "loss"]) == .validation)
    #expect(SplitWords.split(of: ["acc", "train"]) == .train)
    #expect(SplitWords.split(of: ["test", "coco", "eval", "bbox"]) == .test)
    #expect(SplitWords.split(of: ["eval", "loss"]) == .validation)
    #expect(SplitWords.split(of: ["reward", "std", "dev"]) == nil)
    #expect(SplitWords.split(of: ["max", "val"]) == nil)
    #expect(SplitWords.split(of: ["max", "val", "acc"]) == .validation)
  }
}
