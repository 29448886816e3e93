/**
 * Gives memory back when the process has nothing to do. After many people have come or gone, V8
 * holds pages full of garbage until it needs them; without work it collects nothing. Decision 45.
 */
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Millis } from '@holdspace/core';

export interface IdleCollectionParts {
  /** Processor time of the main thread since the last call, as a part of the time passed, 0 to 1. */
  readonly utilization: () => number;
  /** Bytes of memory that the heap occupies now. */
  readonly heapBytes: () => number;
  /** Collects garbage and gives free pages back. It blocks. */
  readonly collect: () => void;
}

const checkInterval: Millis = 500;
/** The main thread has hardly anything to do: a pause delays fewer than one message in a hundred. */
const quietUtilization = 0.03;
/** The mean of ten seconds counts: people who come back after a short break meet a warm process. */
const quietChecks = 20;
/** A collection is worth its time when the heap has grown by so many bytes since the last one. */
const worthwhileGrowth = 16 * 1024 * 1024;

export class IdleCollection {
  readonly #parts: IdleCollectionParts;
  /** The last `quietChecks` of them at most. */
  #utilizations: number[] = [];
  /** What the heap occupied after the last collection. */
  #floor = 0;

  constructor(parts: IdleCollectionParts) {
    this.#parts = parts;
  }

  /** Call it at regular times. */
  check(): void {
    const { utilization, heapBytes, collect } = this.#parts;
    this.#utilizations = [...this.#utilizations.slice(1 - quietChecks), utilization()];
    if (!this.#isQuiet() || heapBytes() < this.#floor + worthwhileGrowth) return;
    collect();
    this.#floor = heapBytes();
    this.#utilizations = [];
  }

  #isQuiet(): boolean {
    const sum = this.#utilizations.reduce((total, each) => total + each, 0);
    return this.#utilizations.length === quietChecks && sum <= quietUtilization * quietChecks;
  }
}

/** Begins to check this process. Returns `stop`. */
export function startIdleCollection(): () => void {
  // Both are documented by Node; a heap of V8 shrinks fully only with this flavour.
  setFlagsFromString('--expose-gc');
  const gc: NodeJS.GCFunction = runInNewContext('gc');
  let last = { cpu: process.threadCpuUsage(), at: performance.now() };
  const collection = new IdleCollection({
    // Not the utilization of the event loop, which grows when other processes have the core.
    utilization() {
      const { user, system } = process.threadCpuUsage(last.cpu);
      const passed = performance.now() - last.at;
      last = { cpu: process.threadCpuUsage(), at: performance.now() };
      return (user + system) / 1000 / passed;
    },
    heapBytes: () => process.memoryUsage().heapTotal,
    collect: () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
  });
  const timer = setInterval(() => collection.check(), checkInterval).unref();
  return () => clearInterval(timer);
}
