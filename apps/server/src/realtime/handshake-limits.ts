/**
 * Limits the packets of each WebSocket connection: a few before it is admitted, and those of its
 * person after that. All connections share one listener.
 */
import type { PersonId } from '@holdspace/core';
import type { EngineConnection } from './engine-queue.ts';
import type { RateLimits } from './rate-limits.ts';

/** Packets of a connection before it is admitted: a hello, and an answer to a ping. */
const maxPacketsBeforeAdmission = 8;

interface Handshake {
  packets: number;
}

/** A hello to a circle, or to the inbox of staff. */
type Greeting = 'circle' | 'inbox';

export class HandshakeLimits {
  readonly #limits: Pick<RateLimits, 'allowPacket'>;
  /** Connections that are not admitted yet, and the people of those that are. */
  readonly #states = new WeakMap<EngineConnection, Handshake | PersonId>();
  /** What they have greeted; many hellos at once would pass the limit of connections. */
  readonly #greetings = new WeakMap<EngineConnection, Set<Greeting>>();
  readonly #onPacket: (this: EngineConnection) => void;

  constructor(limits: Pick<RateLimits, 'allowPacket'>) {
    this.#limits = limits;
    const isAllowed = (connection: EngineConnection) => this.#isAllowed(connection);
    this.#onPacket = function (this: EngineConnection) {
      // A refused packet costs time too.
      if (!isAllowed(this)) this.close(true);
    };
  }

  /** Call it with each new connection. */
  watch(connection: EngineConnection): void {
    this.#states.set(connection, { packets: 0 });
    this.#greetings.set(connection, new Set());
    connection.on('packet', this.#onPacket);
  }

  /** Whether this is the first hello of this kind on the connection. */
  mayGreet(connection: EngineConnection, greeting: Greeting = 'circle'): boolean {
    const greetings = this.#greetings.get(connection);
    if (!greetings || greetings.has(greeting)) return false;
    greetings.add(greeting);
    return true;
  }

  /** From now on its packets count for this person. */
  markAdmitted(connection: EngineConnection, person: PersonId): void {
    this.#states.set(connection, person);
  }

  #isAllowed(connection: EngineConnection): boolean {
    const state = this.#states.get(connection);
    if (typeof state === 'string') return this.#limits.allowPacket(state);
    return state !== undefined && ++state.packets <= maxPacketsBeforeAdmission;
  }
}
