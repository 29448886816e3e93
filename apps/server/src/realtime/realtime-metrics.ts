/** The metrics of the realtime server: counts and durations, never people or words (PRV-5). */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** `live` is read on each scrape. */
export function createRealtimeMetrics(
  registry: Registry = new Registry(),
  live: () => {
    readonly meetings: number;
    readonly people: number;
    readonly carried: (via: 'websocket' | 'https') => number;
  },
) {
  const registers = [registry];
  new Gauge({
    name: 'holdspace_meetings_open',
    help: 'Meetings that are not over, on this node',
    registers,
    collect() {
      this.set(live().meetings);
    },
  });
  new Gauge({
    name: 'holdspace_people_connected',
    help: 'People connected to this node',
    registers,
    collect() {
      this.set(live().people);
    },
  });
  new Gauge({
    name: 'holdspace_connections',
    help: 'Connections to this node by what carries them',
    labelNames: ['via'],
    registers,
    collect() {
      for (const via of ['websocket', 'https'] as const) this.set({ via }, live().carried(via));
    },
  });
  return {
    commands: new Counter({
      name: 'holdspace_commands_total',
      help: 'Commands by how they were answered',
      labelNames: ['answer'],
      registers,
    }),
    answered: new Histogram({
      name: 'holdspace_command_seconds',
      help: 'From a command coming in to its answer going out',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3],
      registers,
    }),
    dropped: new Counter({
      name: 'holdspace_slow_readers_dropped_total',
      help: 'Connections let go because their reader did not keep up',
      registers,
    }),
  };
}

export type RealtimeMetrics = ReturnType<typeof createRealtimeMetrics>;
