/* The calls of MPI for handles of the type HANDLE; CALL makes a name for this type. Included once for each type.

   The layout of MPI_Status differs between libraries, so it is always left out. */

static struct {
  HANDLE world, byte, errors_return;
  void *ignored_status;
  int serialized;
} CALL(constants);

static HANDLE CALL(begun);

static int CALL(start)(bool *is_shared) {
  int provided = 0;
  int code = MPI(INIT_THREAD, (int *, char ***, int, int *))(NULL, NULL, CALL(constants).serialized, &provided);
  if (code) return code;
  /* In all ABIs, a larger number allows more. */
  *is_shared = provided >= CALL(constants).serialized;
  return MPI(SET_ERRHANDLER, (HANDLE, HANDLE))(CALL(constants).world, CALL(constants).errors_return);
}

static int CALL(rank)(int *rank) { return MPI(RANK, (HANDLE, int *))(CALL(constants).world, rank); }

static int CALL(size)(int *size) { return MPI(SIZE, (HANDLE, int *))(CALL(constants).world, size); }

static int CALL(exchange)(const void *data, int sent, int to, void *target, int received, int from) {
  const HANDLE byte = CALL(constants).byte, world = CALL(constants).world;
  void *status = CALL(constants).ignored_status;
  if (to >= 0 && from >= 0)
    return MPI(SENDRECV, (const void *, int, HANDLE, int, int, void *, int, HANDLE, int, int, HANDLE, void *))(
        data, sent, byte, to, TAG, target, received, byte, from, TAG, world, status);
  if (to >= 0) return MPI(SEND, (const void *, int, HANDLE, int, int, HANDLE))(data, sent, byte, to, TAG, world);
  if (from >= 0)
    return MPI(RECV, (void *, int, HANDLE, int, int, HANDLE, void *))(
        target, received, byte, from, TAG, world, status);
  return 0;
}

static int CALL(look)(int from, int *is_there) {
  return MPI(IPROBE, (int, int, HANDLE, int *, void *))(
      from, TAG, CALL(constants).world, is_there, CALL(constants).ignored_status);
}

static int CALL(begin_broadcast)(void *data, int count) {
  return MPI(IBCAST, (void *, int, HANDLE, int, HANDLE, HANDLE *))(
      data, count, CALL(constants).byte, 0, CALL(constants).world, &CALL(begun));
}

static int CALL(begin_barrier)(void) {
  return MPI(IBARRIER, (HANDLE, HANDLE *))(CALL(constants).world, &CALL(begun));
}

static int CALL(test)(int *is_done) {
  return MPI(TEST, (HANDLE *, int *, void *))(&CALL(begun), is_done, CALL(constants).ignored_status);
}

static int CALL(abort)(int code) { return MPI(ABORT, (HANDLE, int))(CALL(constants).world, code); }

static const struct calls CALL(calls) = {
  CALL(start), CALL(rank), CALL(size), CALL(exchange), CALL(look), CALL(begin_broadcast), CALL(begin_barrier),
  CALL(test), CALL(abort),
};
