/**
 * The commands of a person about their own data, across the ledgers of a circle: export (PRV-4),
 * erasure, and being forgotten (PRV-11). Idempotent: a retry continues what a fault interrupted.
 */
import {
  ownDebriefTexts,
  ownProposalTexts,
  type PersonId,
  personalExportOf,
  type Standing,
} from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import type { CommandContext } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, DeskLedger, Ledgers } from '../ledger/ledgers.ts';
import type { CircleReplica } from '../projection/circle-replica.ts';
import type { ReceiptBarrier } from '../projection/receipt-barrier.ts';
import { eraseAtDesk, forgetMember, staffBehind } from './forgetting.ts';
import { readableMeetings } from './meeting-ledgers.ts';

export interface PersonalDataParts {
  readonly ledgers: Ledgers;
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly replica: CircleReplica;
  readonly barrier: ReceiptBarrier;
}

type Context = Omit<CommandContext<Standing>, 'standing'>;

export class PersonalData {
  readonly #parts: PersonalDataParts;

  constructor(parts: PersonalDataParts) {
    this.#parts = parts;
  }

  /** Refused with `not-here` for people who are not members. */
  async export(person: PersonId): Promise<CommandAnswer> {
    const { ledgers, circle, desk, replica, barrier } = this.#parts;
    const standing = replica.standingOf(person);
    if (!standing) return { refused: 'not-here' };
    const meetings = await readableMeetings(ledgers, circle.state);
    for (const { earlier } of meetings) await earlier.readWordsFrom(0);
    while (!barrier.isPassed) await barrier.catchUp();
    const deskView = replica.deskViewOf(standing);
    const staff = staffBehind(circle, person);
    const mine = personalExportOf(
      standing,
      meetings,
      deskView,
      replica.intentionOf(person),
      replica.agreedTextOf(person),
      {
        proposals: ownProposalTexts(circle.state, circle.words, person),
        ...(staff === undefined
          ? {}
          : { debriefs: ownDebriefTexts(desk.state, desk.words, staff) }),
      },
    );
    return { ok: true, mine };
  }

  /** Erases in every ledger that the export reads. Refused with `not-here` for non-members. */
  async erase(person: PersonId, context: Context): Promise<CommandAnswer> {
    const { ledgers, circle, desk, replica } = this.#parts;
    const standing = () => replica.standingOf(person);
    if (!standing()) return { refused: 'not-here' };
    for (const meeting of await readableMeetings(ledgers, circle.state)) {
      // A meeting that they were never in refuses: it has nothing of theirs.
      await meeting.handle({ do: 'erase-mine' }, { ...context, standing });
    }
    for (const forget of ['forget-intention', 'forget-proposals'] as const) {
      await circle.handle({ do: forget }, { ...context, standing: () => null });
    }
    return eraseAtDesk({ circle, desk }, person);
  }

  /** See `forgetMember`. */
  forget(person: PersonId, context: Context): Promise<CommandAnswer> {
    const meeting = this.#parts.replica.meetings.current?.state ?? null;
    return forgetMember(this.#parts, person, meeting, context);
  }
}
