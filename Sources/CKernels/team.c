#include "CKernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define RELAX() _mm_pause()
/* Treats numbers below 1e-38 as zero: the moments of weights that stopped changing fade into that range, where the
   CPU is a hundred times slower. */
static unsigned flush_tiny_numbers(void) {
  unsigned old = _mm_getcsr();
  _mm_setcsr(old | 0x8040);
  return old;
}
static void restore_tiny_numbers(unsigned old) { _mm_setcsr(old); }
#else
#define RELAX() ((void)0)
static unsigned flush_tiny_numbers(void) { return 0; }
static void restore_tiny_numbers(unsigned old) { (void)old; }
#endif

/* How long a waiting thread looks before it sleeps, in nanoseconds. On CPUs of their own, the threads of a step meet
   within microseconds, and looking is cheaper than sleeping: a virtual CPU takes up to a tenth of a millisecond to wake.
   When another program has taken a CPU, a thread that looks keeps the others from running. So a thread hardly looks
   after a long wait, and twice as long as before after each short one for which it slept. */
enum { SHORTEST_LOOK = 250, LONGEST_LOOK = 30000 };
/* The longest wait that is short: a wait that looking would have covered, and the time to wake. */
enum { SHORT_WAIT = 150000 };
/* How long this thread looks the next time, at a barrier and for a job. */
static _Thread_local int look_at_barrier = LONGEST_LOOK, look_for_job = LONGEST_LOOK;

static long long nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000ll + now.tv_nsec;
}

/* A counter that threads wait for. */
struct turnstile {
  atomic_uint value;
  atomic_int sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t moved;
};

struct plateau_team {
  int size;
  atomic_int stopping;
  struct turnstile job;      /* counts jobs */
  struct turnstile barrier;  /* counts barriers passed */
  atomic_int arrived;
  plateau_work work;
  void *context;
  pthread_t *threads;
  struct member {
    struct plateau_team *team;
    int rank;
  } *members;
};

static void turnstile_init(struct turnstile *t) {
  atomic_init(&t->value, 0);
  atomic_init(&t->sleepers, 0);
  pthread_mutex_init(&t->mutex, NULL);
  pthread_cond_init(&t->moved, NULL);
}

static void turnstile_destroy(struct turnstile *t) {
  pthread_mutex_destroy(&t->mutex);
  pthread_cond_destroy(&t->moved);
}

static void turnstile_advance(struct turnstile *t) {
  atomic_fetch_add(&t->value, 1);
  /* Sequentially consistent with the sleeper, which announces itself and then looks again. */
  if (atomic_load(&t->sleepers) > 0) {
    pthread_mutex_lock(&t->mutex);
    pthread_cond_broadcast(&t->moved);
    pthread_mutex_unlock(&t->mutex);
  }
}

/* Waits until the value is not `old`. Looks for a time before sleeping, and adjusts that time. */
static void turnstile_wait(struct turnstile *t, unsigned old, int *look) {
  /* Most waits are so short that the clock is not worth reading. */
  for (int i = 0; i < 16; i++) {
    if (atomic_load_explicit(&t->value, memory_order_acquire) != old) return;
    RELAX();
  }
  const long long start = nanoseconds();
  while (nanoseconds() - start < *look) {
    for (int i = 0; i < 16; i++) {
      if (atomic_load_explicit(&t->value, memory_order_acquire) != old) return;
      RELAX();
    }
  }
  pthread_mutex_lock(&t->mutex);
  atomic_fetch_add(&t->sleepers, 1);
  while (atomic_load(&t->value) == old) pthread_cond_wait(&t->moved, &t->mutex);
  atomic_fetch_sub(&t->sleepers, 1);
  pthread_mutex_unlock(&t->mutex);
  if (nanoseconds() - start < SHORT_WAIT)
    *look = *look < LONGEST_LOOK / 2 ? *look * 2 : LONGEST_LOOK;
  else
    *look = SHORTEST_LOOK;
}

void plateau_team_barrier(plateau_team *team) {
  if (team->size == 1) return;
  unsigned now = atomic_load(&team->barrier.value);
  if (atomic_fetch_add(&team->arrived, 1) + 1 == team->size) {
    atomic_store(&team->arrived, 0);
    turnstile_advance(&team->barrier);
  } else {
    turnstile_wait(&team->barrier, now, &look_at_barrier);
  }
}

static void *member_main(void *argument) {
  struct member *self = argument;
  plateau_team *team = self->team;
  unsigned seen = 0;
  flush_tiny_numbers();
  for (;;) {
    turnstile_wait(&team->job, seen, &look_for_job);
    seen++;
    if (atomic_load(&team->stopping)) return NULL;
    team->work(team->context, self->rank);
    plateau_team_barrier(team);
  }
}

plateau_team *plateau_team_create(int threads) {
  if (threads < 1) threads = 1;
  plateau_team *team = calloc(1, sizeof *team);
  if (!team) return NULL;
  team->size = 1;
  atomic_init(&team->stopping, 0);
  atomic_init(&team->arrived, 0);
  turnstile_init(&team->job);
  turnstile_init(&team->barrier);
  team->threads = calloc((size_t)threads, sizeof *team->threads);
  team->members = calloc((size_t)threads, sizeof *team->members);
  if (!team->threads || !team->members) {
    plateau_team_destroy(team);
    return NULL;
  }
  for (int rank = 1; rank < threads; rank++) {
    team->members[rank] = (struct member){team, rank};
    if (pthread_create(&team->threads[rank], NULL, member_main, &team->members[rank])) {
      plateau_team_destroy(team);
      return NULL;
    }
    team->size = rank + 1;
  }
  return team;
}

void plateau_team_destroy(plateau_team *team) {
  if (!team) return;
  atomic_store(&team->stopping, 1);
  turnstile_advance(&team->job);
  for (int rank = 1; rank < team->size; rank++) pthread_join(team->threads[rank], NULL);
  turnstile_destroy(&team->job);
  turnstile_destroy(&team->barrier);
  free(team->threads);
  free(team->members);
  free(team);
}

int plateau_team_size(const plateau_team *team) { return team->size; }

void plateau_team_run(plateau_team *team, plateau_work work, void *context) {
  unsigned before = flush_tiny_numbers();
  if (team->size == 1) {
    work(context, 0);
    restore_tiny_numbers(before);
    return;
  }
  team->work = work;
  team->context = context;
  turnstile_advance(&team->job);
  work(context, 0);
  plateau_team_barrier(team);
  restore_tiny_numbers(before);
}
