internal import Callbacks
internal import RemoteMonitoring

extension CallbackKind {
  /// The callbacks that write files or print.
  static let files: [CallbackKind] = [
    CallbackKind("csv_logger", ["filename", "separator", "append"]) { keys throws(RecipeError) in
      let filename = try keys.fileName("filename")
      let separator = try keys.string("separator", or: ",").unicodeScalars
      guard separator.count == 1, let separator = separator.first else {
        throw (keys["separator"] ?? keys.place).error(
          "\(keys.place.path).separator takes one character")
      }
      let append = try keys.boolean("append", or: false)
      return { surroundings in
        CSVLogger(
          path: surroundings.place(filename ?? "log.csv"), separator: separator, append: append)
      }
    },
    CallbackKind(
      "model_checkpoint",
      [
        "filepath", "monitor", "verbose", "save_best_only", "save_weights_only", "mode",
        "save_freq", "initial_value_threshold",
      ]
    ) { keys throws(RecipeError) in
      let filepath = try keys.fileName("filepath")
      let monitor = try keys.string("monitor", or: "val_loss")
      let verbose = try keys.count("verbose", or: 0)
      let savesBest = try keys.boolean("save_best_only", or: false)
      let savesWeights = try keys.boolean("save_weights_only", or: false)
      let mode = try keys.mode()
      let frequency = try keys.frequency("save_freq")
      let threshold = try keys["initial_value_threshold"]?.number()
      let batch = frequency == .epoch ? "" : "-{batch:06d}"
      let name = savesBest ? "best.safetensors" : "epoch-{epoch:02d}\(batch).safetensors"
      return { (surroundings) throws(CallbackError) in
        try ModelCheckpoint(
          path: surroundings.place(filepath ?? "checkpoints/" + name),
          folder: surroundings.folder, monitor: monitor, verbose: verbose,
          saveBestOnly: savesBest, saveWeightsOnly: savesWeights, mode: mode,
          saveFrequency: frequency, initialValueThreshold: threshold)
      }
    },
    // Its folder outlives the run's: that is what it is for.
    CallbackKind(
      "backup_and_restore", ["backup_dir", "save_freq", "double_checkpoint", "delete_checkpoint"]
    ) { keys throws(RecipeError) in
      let folder = try keys.required("backup_dir", "backup_dir: backups/digits").string()
      let frequency = try keys.frequency("save_freq")
      let keepsTwo = try keys.boolean("double_checkpoint", or: false)
      let deletes = try keys.boolean("delete_checkpoint", or: true)
      return { (_) throws(CallbackError) in
        try BackupAndRestore(
          backupDirectory: folder, saveFrequency: frequency, doubleCheckpoint: keepsTwo,
          deleteCheckpoint: deletes)
      }
    },
    CallbackKind("tensorboard", ["log_dir", "update_freq", "write_steps_per_second"]) {
      keys throws(RecipeError) in
      let folder = try keys.fileName("log_dir") ?? "tensorboard"
      let frequency = try keys.frequency("update_freq")
      let writesSpeed = try keys.boolean("write_steps_per_second", or: false)
      return { surroundings in
        TensorBoard(
          logDirectory: surroundings.place(folder), writeStepsPerSecond: writesSpeed,
          updateFrequency: frequency)
      }
    },
    CallbackKind("remote_monitor", ["root", "path", "field", "send_as_json", "headers"]) {
      keys throws(RecipeError) in
      let root = try keys.string("root", or: "http://localhost:9000")
      let path = try keys.string("path", or: "/publish/epoch/end/")
      let field = try keys.string("field", or: "data")
      let isJSON = try keys.boolean("send_as_json", or: false)
      let headers = try keys["headers"]?.texts() ?? [:]
      return { (_) throws(CallbackError) in
        try RemoteMonitor(
          root: root, path: path, field: field, headers: headers, sendAsJSON: isJSON)
      }
    },
    // The program prints by itself, where there is a screen too; it takes `verbose` from here.
    CallbackKind("progress_bar", ["verbose"]) { keys throws(RecipeError) in
      let verbose = try keys.integer("verbose", 0...2, or: 1)
      return { _ in ProgressBar(verbose: verbose, write: nil) }
    },
  ]
}
