/// Ten languages besides English.
extension SmallLog {
  static let languages = [
    SmallLog(
      name: "Chinese",
      text: """
        第1轮，训练损失：0.90，验证损失：0.80，验证准确率：70.5%
        第2轮，训练损失：0.70，验证损失：0.70，验证准确率：74.5%
        第3轮，训练损失：0.60，验证损失：0.75，验证准确率：73.5%

        """,
      series: [
        "train: 训练损失": ["1/- 0.9", "2/- 0.7", "3/- 0.6"],
        "validation: 验证准确率": ["1/- 70.5", "2/- 74.5", "3/- 73.5"],
        "validation: 验证损失": ["1/- 0.8", "2/- 0.7", "3/- 0.75"],
      ]),
    SmallLog(
      name: "Japanese",
      text: """
        エポック 1/3 学習損失: 0.9 検証損失: 0.8 検証精度: 0.7
        エポック 2/3 学習損失: 0.7 検証損失: 0.7 検証精度: 0.75
        エポック 3/3 学習損失: 0.6 検証損失: 0.75 検証精度: 0.74

        """,
      series: [
        "train: 学習損失": ["1/- 0.9", "2/- 0.7", "3/- 0.6"],
        "validation: 検証損失": ["1/- 0.8", "2/- 0.7", "3/- 0.75"],
        "validation: 検証精度": ["1/- 0.7", "2/- 0.75", "3/- 0.74"],
      ]),
    SmallLog(
      name: "Korean",
      text: """
        에폭 1/3 - 훈련 손실: 0.9, 검증 손실: 0.8
        에폭 2/3 - 훈련 손실: 0.7, 검증 손실: 0.7
        에폭 3/3 - 훈련 손실: 0.6, 검증 손실: 0.75

        """,
      series: [
        "train: 훈련 손실": ["1/- 0.9", "2/- 0.7", "3/- 0.6"],
        "validation: 검증 손실": ["1/- 0.8", "2/- 0.7", "3/- 0.75"],
      ]),
    SmallLog(
      name: "Russian",
      text: """
        Эпоха 1/3: обучение потери=0.9, валидация потери=0.8
        Эпоха 2/3: обучение потери=0.7, валидация потери=0.7
        Эпоха 3/3: обучение потери=0.6, валидация потери=0.75

        """,
      series: [
        "train: обучение потери": ["1/- 0.9", "2/- 0.7", "3/- 0.6"],
        "validation: валидация потери": ["1/- 0.8", "2/- 0.7", "3/- 0.75"],
      ]),
    SmallLog(
      name: "Spanish",
      text: """
        Época 1/3 - pérdida de entrenamiento: 0.9 - pérdida de validación: 0.8
        Época 2/3 - pérdida de entrenamiento: 0.7 - pérdida de validación: 0.7

        """,
      series: [
        "train: pérdida de entrenamiento": ["1/- 0.9", "2/- 0.7"],
        "validation: pérdida de validación": ["1/- 0.8", "2/- 0.7"],
      ]),
    SmallLog(
      name: "French",
      text: """
        Époque 1/3 : perte d'entraînement = 0.9, perte de validation = 0.8
        Époque 2/3 : perte d'entraînement = 0.7, perte de validation = 0.7

        """,
      series: [
        "train: perte d'entraînement": ["1/- 0.9", "2/- 0.7"],
        "validation: perte de validation": ["1/- 0.8", "2/- 0.7"],
      ]),
    SmallLog(
      name: "German",
      text: """
        Epoche 1/3: Trainingsverlust 0.9, Validierungsverlust 0.8
        Epoche 2/3: Trainingsverlust 0.7, Validierungsverlust 0.7

        """,
      series: [
        "train: Trainingsverlust": ["1/- 0.9", "2/- 0.7"],
        "validation: Validierungsverlust": ["1/- 0.8", "2/- 0.7"],
      ]),
    SmallLog(
      name: "Portuguese",
      text: """
        Época 1 de 3: perda de treino = 0.9; perda de validação = 0.8
        Época 2 de 3: perda de treino = 0.7; perda de validação = 0.7

        """,
      series: [
        "train: perda de treino": ["1/- 0.9", "2/- 0.7"],
        "validation: perda de validação": ["1/- 0.8", "2/- 0.7"],
      ]),
    SmallLog(
      name: "Italian",
      text: """
        Epoca 1/3 - perdita addestramento: 0.9 - perdita validazione: 0.8
        Epoca 2/3 - perdita addestramento: 0.7 - perdita validazione: 0.7

        """,
      series: [
        "train: perdita addestramento": ["1/- 0.9", "2/- 0.7"],
        "validation: perdita validazione": ["1/- 0.8", "2/- 0.7"],
      ]),
    SmallLog(
      name: "Turkish",
      text: """
        Devir 1/3 - eğitim kaybı: 0.9 - doğrulama kaybı: 0.8
        Devir 2/3 - eğitim kaybı: 0.7 - doğrulama kaybı: 0.7

        """,
      series: [
        "train: eğitim kaybı": ["1/- 0.9", "2/- 0.7"],
        "validation: doğrulama kaybı": ["1/- 0.8", "2/- 0.7"],
      ]),
    SmallLog(
      name: "Polish",
      text: """
        Epoka 1/3 - strata treningowa: 0.9 - strata walidacyjna: 0.8
        Epoka 2/3 - strata treningowa: 0.7 - strata walidacyjna: 0.7

        """,
      series: [
        "train: strata treningowa": ["1/- 0.9", "2/- 0.7"],
        "validation: strata walidacyjna": ["1/- 0.8", "2/- 0.7"],
      ]),
  ]
}
