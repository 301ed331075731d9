/// A framework that trains networks and has callback rules of its own.
public enum TrainingFramework: String, Equatable, Sendable, CaseIterable {
  /// Keras 3, and the training of this program, which follows Keras's rules.
  case keras
  /// PyTorch without a trainer on top of it.
  case torch
  /// Lightning (PyTorch Lightning).
  case lightning
  /// The Trainer of Hugging Face's Transformers.
  case transformers
  /// Ultralytics (YOLO).
  case ultralytics
  /// MMEngine, the engine of OpenMMLab.
  case mmengine
}
