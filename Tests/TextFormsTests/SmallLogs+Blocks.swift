/// Tables, blocks, bars and evaluations.
extension SmallLog {
  static let blocks = [
    SmallLog(
      name: "a header",
      text: """
        epoch  train_loss  valid_loss  accuracy  time
        1      0.91        0.81        0.61      00:12
        2      0.71        0.71        0.71      00:12
        3      0.61        0.75        0.72      00:12

        """,
      series: [
        "accuracy": ["1/- 0.61", "2/- 0.71", "3/- 0.72"],
        "train: train_loss": ["1/- 0.91", "2/- 0.71", "3/- 0.61"],
        "validation: valid_loss": ["1/- 0.81", "2/- 0.71", "3/- 0.75"],
      ]),
    SmallLog(
      name: "a header with blanks behind",
      text: """
        epoch     train_loss  valid_loss  error_rate  time   \u{20}
        0         0.912       0.812       0.212       00:12    \u{20}
        1         0.712       0.712       0.152       00:12    \u{20}
        2         0.612       0.752       0.132       00:12    \u{20}

        """,
      series: [
        "error_rate": ["0/- 0.212", "1/- 0.152", "2/- 0.132"],
        "train: train_loss": ["0/- 0.912", "1/- 0.712", "2/- 0.612"],
        "validation: valid_loss": ["0/- 0.812", "1/- 0.712", "2/- 0.752"],
      ]),
    SmallLog(
      name: "a table with pipes",
      text: """
        | Epoch | Train Loss | Val Loss | Val Acc |
        |-------|------------|----------|---------|
        |     1 |     0.9100 |   0.8100 |   61.5% |
        |     2 |     0.7100 |   0.7100 |   71.5% |
        |     3 |     0.6100 |   0.7500 |   72.5% |

        """,
      series: [
        "train: Train Loss": ["1/- 0.91", "2/- 0.71", "3/- 0.61"],
        "validation: Val Acc": ["1/- 61.5", "2/- 71.5", "3/- 72.5"],
        "validation: Val Loss": ["1/- 0.81", "2/- 0.71", "3/- 0.75"],
      ]),
    SmallLog(
      name: "a table with drawn borders",
      text: """
        ┏━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━┓
        ┃ Epoch ┃ Train Loss ┃ Val Loss ┃
        ┡━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━┩
        │ 1     │ 0.91       │ 0.81     │
        │ 2     │ 0.71       │ 0.72     │
        │ 3     │ 0.61       │ 0.75     │
        └───────┴────────────┴──────────┘

        """,
      series: [
        "train: Train Loss": ["1/- 0.91", "2/- 0.71", "3/- 0.61"],
        "validation: Val Loss": ["1/- 0.81", "2/- 0.72", "3/- 0.75"],
      ]),
    SmallLog(
      name: "a header with a rule",
      text: """
        E    #       LOSS TOK2VEC  LOSS NER  ENTS_F  SCORE\u{20}
        ---  ------  ------------  --------  ------  ------
          0       0          0.00     41.80    1.20    0.01
          0     200         81.52   3340.10   32.12    0.32
          1     400        120.40   1812.40   55.10    0.55

        """,
      series: [
        "ENTS_F": ["0/0 1.2", "0/200 32.12", "1/400 55.1"],
        "LOSS NER": ["0/0 41.8", "0/200 3340.1", "1/400 1812.4"],
        "LOSS TOK2VEC": ["0/0 0", "0/200 81.52", "1/400 120.4"],
        "SCORE": ["0/0 0.01", "0/200 0.32", "1/400 0.55"],
      ]),
    SmallLog(
      name: "blocks with groups",
      text: """
        ---------------------------------
        | rollout/           |          |
        |    ep_len_mean     | 22.5     |
        |    ep_rew_mean     | 22.1     |
        | time/              |          |
        |    fps             | 1200     |
        |    iterations      | 1        |
        |    total_timesteps | 2048     |
        ---------------------------------
        -----------------------------------------
        | rollout/                |             |
        |    ep_len_mean          | 27.5        |
        |    ep_rew_mean          | 27.1        |
        | time/                   |             |
        |    fps                  | 900         |
        |    iterations           | 2           |
        |    total_timesteps      | 4096        |
        | train/                  |             |
        |    approx_kl            | 0.008       |
        |    value_loss           | 51.5        |
        -----------------------------------------
        -----------------------------------------
        | rollout/                |             |
        |    ep_len_mean          | 37.5        |
        |    ep_rew_mean          | 37.1        |
        | time/                   |             |
        |    fps                  | 900         |
        |    iterations           | 3           |
        |    total_timesteps      | 6144        |
        | train/                  |             |
        |    approx_kl            | 0.009       |
        |    value_loss           | 41.5        |
        -----------------------------------------

        """,
      series: [
        "rollout/ep_len_mean": ["-/2048 22.5", "-/4096 27.5", "-/6144 37.5"],
        "rollout/ep_rew_mean": ["-/2048 22.1", "-/4096 27.1", "-/6144 37.1"],
        "time/fps": ["-/2048 1200", "-/4096 900", "-/6144 900"],
        "train: train/approx_kl": ["-/4096 0.008", "-/6144 0.009"],
        "train: train/value_loss": ["-/4096 51.5", "-/6144 41.5"],
      ]),
    SmallLog(
      name: "blocks of names and values",
      text: """
        --------------------------
        | eplenmean   | 180      |
        | eprewmean   | 12.5     |
        | nupdates    | 1        |
        | total_timesteps | 128  |
        --------------------------
        --------------------------
        | eplenmean   | 190      |
        | eprewmean   | 14.5     |
        | nupdates    | 2        |
        | total_timesteps | 256  |
        --------------------------

        """,
      series: [
        "eplenmean": ["-/128 180", "-/256 190"],
        "eprewmean": ["-/128 12.5", "-/256 14.5"],
      ]),
    SmallLog(
      name: "an indented block",
      text: """
        Result for PPO_CartPole-v1_00000:
          episode_reward_mean: 21.5
          episode_len_mean: 21.5
          timesteps_total: 4000
          training_iteration: 1

        Result for PPO_CartPole-v1_00000:
          episode_reward_mean: 41.5
          episode_len_mean: 41.5
          timesteps_total: 8000
          training_iteration: 2

        """,
      series: [
        "episode_len_mean": ["-/4000 21.5", "-/8000 41.5"],
        "episode_reward_mean": ["-/4000 21.5", "-/8000 41.5"],
      ]),
    SmallLog(
      name: "bars with carriage returns",
      text: """
        Epoch 1:   0%|          | 0/4 [00:00<?, ?it/s]\rEpoch 1:  50%|#####     | 2/4 \
        [00:01<00:01,  2.0it/s, loss=0.9, acc=0.5]\rEpoch 1: 100%|##########| 4/4 \
        [00:02<00:00,  2.0it/s, loss=0.8, acc=0.6]
        Epoch 2:   0%|          | 0/4 [00:00<?, ?it/s]\rEpoch 2:  50%|#####     | 2/4 \
        [00:01<00:01,  2.0it/s, loss=0.7, acc=0.7]\rEpoch 2: 100%|##########| 4/4 \
        [00:02<00:00,  2.0it/s, loss=0.6, acc=0.75]

        """,
      series: [
        "train: acc": ["1/- 0.6", "2/- 0.75"],
        "train: loss": ["1/- 0.8", "2/- 0.6"],
      ]),
    SmallLog(
      name: "bars with backspaces",
      text: """
        Epoch 1/2
         1/10 [==>...........................] - ETA: 1s - loss: 0.9000 - accuracy: \
        0.4000\u{8}\u{8}\u{8}\u{8}\u{8}10/10 [==============================] - 1s 9ms/step - \
        loss: 0.8000 - accuracy: 0.5000 - val_loss: 0.7500 - val_accuracy: 0.5500
        Epoch 2/2
         1/10 [==>...........................] - ETA: 1s - loss: 0.7000 - accuracy: \
        0.6000\u{8}\u{8}\u{8}\u{8}\u{8}10/10 [==============================] - 1s 9ms/step - \
        loss: 0.6000 - accuracy: 0.6500 - val_loss: 0.5500 - val_accuracy: 0.7000

        """,
      series: [
        "train: accuracy": ["1/- 0.5", "2/- 0.65"],
        "train: loss": ["1/- 0.8", "2/- 0.6"],
        "validation: val_accuracy": ["1/- 0.55", "2/- 0.7"],
        "validation: val_loss": ["1/- 0.75", "2/- 0.55"],
      ]),
    SmallLog(
      name: "coloured bars",
      text: """
        Epoch 1/2
        \u{1B}[1m 1/10\u{1B}[0m \u{1B}[32m━\u{1B}[0m\u{1B}[37m━━━━━━━━━━━━━━━━━━━\u{1B}[0m \
        \u{1B}[1m1s\u{1B}[0m 9ms/step - accuracy: 0.4000 - loss: \
        0.9000\r\u{1B}[1m10/10\u{1B}[0m \
        \u{1B}[32m━━━━━━━━━━━━━━━━━━━━\u{1B}[0m\u{1B}[37m\u{1B}[0m \u{1B}[1m1s\u{1B}[0m \
        9ms/step - accuracy: 0.5000 - loss: 0.8000 - val_accuracy: 0.5500 - val_loss: 0.7500
        Epoch 2/2
        \u{1B}[1m 1/10\u{1B}[0m \u{1B}[32m━\u{1B}[0m\u{1B}[37m━━━━━━━━━━━━━━━━━━━\u{1B}[0m \
        \u{1B}[1m1s\u{1B}[0m 9ms/step - accuracy: 0.6000 - loss: \
        0.7000\r\u{1B}[1m10/10\u{1B}[0m \
        \u{1B}[32m━━━━━━━━━━━━━━━━━━━━\u{1B}[0m\u{1B}[37m\u{1B}[0m \u{1B}[1m1s\u{1B}[0m \
        9ms/step - accuracy: 0.6500 - loss: 0.6000 - val_accuracy: 0.7000 - val_loss: 0.5500

        """,
      series: [
        "train: accuracy": ["1/- 0.5", "2/- 0.65"],
        "train: loss": ["1/- 0.8", "2/- 0.6"],
        "validation: val_accuracy": ["1/- 0.55", "2/- 0.7"],
        "validation: val_loss": ["1/- 0.75", "2/- 0.55"],
      ]),
  ]
}
