// PlateauRuntime
