/**
 * Routes the commands of members to the ledger that decides them: the current meeting, the
 * circle or the desk. It checks no permission; the deciders of the ledgers do. Commands that ask
 * staff for a fresh proof wait for the house first (STF-4).
 */
import {
  type ClientCommand,
  entryOf,
  isFor,
  lacksProof,
  type PersonId,
  type Standing,
} from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { type CommandReply, replyWith } from '../ledger/command-reply.ts';
import type { CommandContext } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { CircleReplica } from '../projection/circle-replica.ts';
import type { Subscriber } from '../projection/subscription.ts';
import type { DeskRuntime } from './desk-runtime.ts';
import type { PersonalData } from './personal-data.ts';
import type { PresenceRegistry } from './presence-registry.ts';

/** The member and device that a command comes from. */
export type CommandSender = Pick<Subscriber<unknown>, 'person' | 'session' | 'device'>;

export interface CommandRouterParts {
  readonly ledgers: Pick<Ledgers, 'house' | 'store'>;
  readonly circle: CircleLedger;
  readonly meetings: { readonly current: MeetingLedger | null };
  readonly desk: DeskRuntime;
  readonly personalData: PersonalData;
  readonly presence: PresenceRegistry;
  readonly replica: CircleReplica;
  /** Whether other nodes append to the same store. */
  readonly isShared: boolean;
}

export class CommandRouter {
  readonly #parts: CommandRouterParts;

  constructor(parts: CommandRouterParts) {
    this.#parts = parts;
  }

  /**
   * Answers when the effect of the command is durable; rejects when that is not known.
   * `isExpired`: whether the sender has stopped waiting, and may ask another node.
   */
  route(
    sender: CommandSender,
    id: string,
    command: ClientCommand,
    isExpired: () => boolean,
    reply: CommandReply<CommandAnswer>,
  ): void {
    const of = this.#parts.circle.state.sessions.get(sender.session)?.of;
    if (of === undefined || !entryOf(command.do).proof) {
      this.#route(sender, id, command, isExpired, reply);
      return;
    }
    const { house, store } = this.#parts.ledgers;
    house().then(
      ({ state }) => {
        if (!lacksProof(state, of, store.now())) {
          this.#route(sender, id, command, isExpired, reply);
          return;
        }
        // WIRE-2: what was done already is not refused.
        const answer = this.hasProcessed(sender.person, id).then(
          (isProcessed): CommandAnswer => (isProcessed ? { ok: true } : { refused: 'needs-proof' }),
        );
        replyWith(answer, reply);
      },
      (fault: unknown) => reply.reject(fault),
    );
  }

  #route(
    sender: CommandSender,
    id: string,
    command: ClientCommand,
    isExpired: () => boolean,
    reply: CommandReply<CommandAnswer>,
  ): void {
    const { circle, desk, personalData, presence, replica } = this.#parts;
    const { person, device } = sender;
    if (command.do === 'write-here') {
      presence.chooseDevice(person, device);
      reply.resolve({ ok: true });
      return;
    }
    const context = {
      id,
      actor: person,
      present: (each: PersonId) => presence.presenceOf(each),
      writes: presence.isWritingDevice(person, device),
    };
    if (command.do === 'export-mine') replyWith(personalData.export(person), reply);
    else if (command.do === 'erase-mine') replyWith(personalData.erase(person, context), reply);
    else if (command.do === 'forget-me') replyWith(personalData.forget(person, context), reply);
    else if (isFor('desk', command)) replyWith(desk.handle(command, context), reply);
    else if (isFor('circle', command)) {
      const complete =
        command.do === 'intend' ? { ...command, meeting: replica.lastMeeting } : command;
      circle.submit(complete, { ...context, standing: () => null }, reply);
    } else {
      const meeting = this.#parts.meetings.current;
      if (!meeting) reply.resolve({ refused: 'not-here' });
      else meeting.submit(command, this.#meetingContext(sender, context, isExpired), reply);
    }
  }

  /** Whether a command has had its effect, in any of the ledgers that it may have been for. */
  async hasProcessed(person: PersonId, id: string): Promise<boolean> {
    const { circle, desk, meetings } = this.#parts;
    const found = await Promise.all(
      [meetings.current, circle, desk].map((each) => each?.hasProcessed(person, id)),
    );
    return found.includes(true);
  }

  #meetingContext(
    { person, session }: CommandSender,
    context: Omit<CommandContext<Standing>, 'standing'>,
    isExpired: () => boolean,
  ): CommandContext<Standing> {
    const { replica, isShared } = this.#parts;
    return {
      ...context,
      // Read at the decision itself: a session that has ended meanwhile decides nothing.
      standing: () => (replica.hasLiveSession(person, session) ? replica.standingOf(person) : null),
      // On one node the retry waits behind the first command.
      ...(isShared && { isExpired }),
    };
  }
}
