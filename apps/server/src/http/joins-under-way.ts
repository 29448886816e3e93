/**
 * New people on their way into the circles of this node. Names are compared before the command is
 * sent (VOI-11), and a command is stale when somebody joined since. People who come at once wait
 * for the same write: each is compared with those before them and expects them to have joined, so
 * that one command is enough for each.
 */
import { type NameInUse, namesInUse, type PersonId, type Role, TakenNames } from '@holdspace/core';
import { distinctId } from '@holdspace/protocol';
import { type CommandReply, promised } from '../ledger/command-reply.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { newId } from '../security/tokens.ts';
import { nameTakenError } from './display-names.ts';

interface JoinUnderWay extends NameInUse {
  readonly person: PersonId;
  /** Resolves when it is answered, however. */
  readonly answered: Promise<void>;
}

/** What only the sender of the command knows of a new person. */
export interface NewPerson {
  readonly fresh: PersonId;
  /** How many have joined before them. */
  readonly joined: number;
}

type SendJoin = (person: NewPerson, reply: CommandReply<CommandResult>) => void;

/** Each retry follows a person who joined meanwhile, here or on another node, so retries end. */
const maxAttempts = 250;

export class JoinsUnderWay {
  readonly #byCircle = new WeakMap<CircleLedger, Set<JoinUnderWay>>();

  /**
   * Adds a new person under a free name. `send` sends the command, and does so again after a
   * `stale` refusal as long as `mayRepeat`. Rejects with a field problem and a suggestion when the
   * name is not free.
   */
  async join(
    circle: CircleLedger,
    { name, role }: NameInUse,
    send: SendJoin,
    mayRepeat: () => boolean = () => true,
  ): Promise<CommandResult> {
    for (let attempt = 1; ; attempt++) {
      const taken = namesInUse(circle.state, circle.words);
      if (taken.conflict(name, role) !== null) throw nameTakenError(taken);
      const rival = this.#rivalOf(circle, name, role);
      if (rival) {
        // They may not come in; then the name is free.
        await rival.answered;
        continue;
      }
      const answer = await this.#send(circle, { name, role }, send);
      const isStale = 'refused' in answer && answer.refused === 'stale';
      if (!isStale || attempt === maxAttempts || !mayRepeat()) return answer;
    }
  }

  /** Who is on the way with a name like this one. */
  #rivalOf(circle: CircleLedger, name: string, role: Role): JoinUnderWay | undefined {
    return [...this.#of(circle)].find(
      (each) => new TakenNames([each]).conflict(name, role) !== null,
    );
  }

  #send(circle: CircleLedger, named: NameInUse, send: SendJoin): Promise<CommandResult> {
    const others = this.#of(circle);
    // WAY-2: the look of a person follows from the id, so the id differs from all others.
    const ids = [...circle.state.members.keys(), ...[...others].map(({ person }) => person)];
    const fresh = distinctId(() => newId<PersonId>('p'), ids);
    const joined = circle.state.joined + others.size;
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const own = { ...named, person: fresh, answered };
    others.add(own);
    const end = () => {
      others.delete(own);
      resolve();
    };
    // Ended within the answer: people who are answered together count no more for any retry.
    return promised((reply) =>
      send(
        { fresh, joined },
        {
          resolve(result) {
            end();
            reply.resolve(result);
          },
          reject(fault) {
            end();
            reply.reject(fault);
          },
        },
      ),
    );
  }

  #of(circle: CircleLedger): Set<JoinUnderWay> {
    const known = this.#byCircle.get(circle) ?? new Set<JoinUnderWay>();
    this.#byCircle.set(circle, known);
    return known;
  }
}
