// SeededRandom
