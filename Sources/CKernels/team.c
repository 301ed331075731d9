#include "CKernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

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

/* How often a waiting thread looks before it sleeps. On CPUs of their own, the threads of a step meet within
   microseconds, and looking is cheaper than sleeping. When another program has taken a CPU, a thread that looks keeps
   the others from running. So a thread that slept looks a quarter as often the next time, and one that did not looks
   twice as often: between less than one and some tens of microseconds. */
enum { FEWEST_LOOKS = 16, MOST_LOOKS = 2048 };
/* How often this thread looks the next time, at a barrier and for a job. */
static _Thread_local int looks_at_barrier = MOST_LOOKS, looks_for_job = MOST_LOOKS;

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

/* Waits until the value is not `old`. Looks `looks` times before sleeping, and adjusts `looks`. */
static void turnstile_wait(struct turnstile *t, unsigned old, int *looks) {
  for (int look = 0; look < *looks; look++) {
    if (atomic_load_explicit(&t->value, memory_order_acquire) != old) {
      *looks = *looks < MOST_LOOKS / 2 ? *looks * 2 : MOST_LOOKS;
      return;
    }
    RELAX();
  }
  *looks = *looks > FEWEST_LOOKS * 4 ? *looks / 4 : FEWEST_LOOKS;
  pthread_mutex_lock(&t->mutex);
  atomic_fetch_add(&t->sleepers, 1);
  while (atomic_load(&t->value) == old) pthread_cond_wait(&t->moved, &t->mutex);
  atomic_fetch_sub(&t->sleepers, 1);
  pthread_mutex_unlock(&t->mutex);
}

void plateau_team_barrier(plateau_team *team) {
  if (team->size == 1) return;
  unsigned now = atomic_load(&team->barrier.value);
  if (atomic_fetch_add(&team->arrived, 1) + 1 == team->size) {
    atomic_store(&team->arrived, 0);
    turnstile_advance(&team->barrier);
  } else {
    turnstile_wait(&team->barrier, now, &looks_at_barrier);
  }
}

static void *member_main(void *argument) {
  struct member *self = argument;
  plateau_team *team = self->team;
  unsigned seen = 0;
  flush_tiny_numbers();
  for (;;) {
    turnstile_wait(&team->job, seen, &looks_for_job);
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
