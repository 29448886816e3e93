/**
 * Gives memory back when the process has nothing to do. After many people have come or gone, V8
 * holds pages full of garbage until it needs them; without work it collects nothing. Decision 45.
 */
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Millis } from '@holdspace/core';

export interface IdleCollectionParts {
  /** The part of the time since the last call in which the event loop worked, 0 to 1. */
  readonly utilization: () => number;
  /** Bytes of memory that the heap occupies now. */
  readonly heapBytes: () => number;
  /** Collects garbage and gives free pages back. It blocks. */
  readonly collect: () => void;
}

const checkInterval: Millis = 500;
/** The event loop has hardly anything to do: a pause delays fewer than one message in a hundred. */
const quietUtilization = 0.03;
/** It has been so for ten seconds: who comes back after a short break meets a process that is warm. */
const quietChecks = 20;
/** A collection is worth its time when the heap has grown by so many bytes since the last one. */
const worthwhileGrowth = 16 * 1024 * 1024;

export class IdleCollection {
  readonly #parts: IdleCollectionParts;
  #quiet = 0;
  /** What the heap occupied after the last collection. */
  #floor = 0;

  constructor(parts: IdleCollectionParts) {
    this.#parts = parts;
  }

  /** Call it at regular times. */
  check(): void {
    const { utilization, heapBytes, collect } = this.#parts;
    this.#quiet = utilization() <= quietUtilization ? this.#quiet + 1 : 0;
    if (this.#quiet < quietChecks || heapBytes() < this.#floor + worthwhileGrowth) return;
    collect();
    this.#floor = heapBytes();
    this.#quiet = 0;
  }
}

/** Begins to check this process. Returns `stop`. */
export function startIdleCollection(): () => void {
  // Both are documented by Node; a heap of V8 shrinks fully only with this flavour.
  setFlagsFromString('--expose-gc');
  const gc: NodeJS.GCFunction = runInNewContext('gc');
  let last = performance.eventLoopUtilization();
  const collection = new IdleCollection({
    utilization() {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
    heapBytes: () => process.memoryUsage().heapTotal,
    collect: () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
  });
  const timer = setInterval(() => collection.check(), checkInterval).unref();
  return () => clearInterval(timer);
}
