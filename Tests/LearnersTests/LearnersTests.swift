// Learners
