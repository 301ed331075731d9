// RunModel
