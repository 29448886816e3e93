/** What people of a rehearsal do between meetings, over HTTP (RHY-6, CVR-2 to CVR-5, AGR-3). */
import { memberApi, placeApi, staffApi } from '@holdspace/client';
import type { GroupAction } from '../format/group-acts.ts';
import { findProposal } from './find-proposal.ts';
import { type MeetingFinder, NotThereError } from './meeting-finder.ts';
import type { Player } from './player.ts';

type ActOf<Name extends GroupAction['act']> = GroupAction & { readonly act: Name };

/** Rejects with `ApiProblem` where it is refused. */
export async function actBetweenMeetings(
  finder: MeetingFinder,
  player: Player,
  step: GroupAction,
): Promise<unknown> {
  const { circle } = finder;
  const place = placeApi(player.http);
  const staff = staffApi(player.http);
  switch (step.act) {
    case 'not-this-time':
    case 'this-time': {
      const { id } = await finder.find(step.meeting);
      return place.chooseSeat(circle, id, { wanted: step.act === 'this-time' });
    }
    case 'cannot-carry':
    case 'carry':
    case 'take-back-cover':
    case 'call-off':
      return carry(finder, player, step);
    case 'set-carrying':
      return staff.setCarrying({ meetingsAWeek: step.ceiling, hoursBetween: step.rest });
    case 'take-alert': {
      const found = (await staff.inbox({ peek: true })).find(
        ({ kind }) => step.alert === undefined || kind === step.alert,
      );
      if (!found) throw new NotThereError('No such alert in the inbox.');
      return staff.takeAlert(found.id);
    }
    case 'join-debrief':
    case 'write-debrief': {
      const meeting = (await staff.ownDebriefs())
        .toSorted((one, other) => one.start.localeCompare(other.start))
        .at(-1);
      if (!meeting) throw new NotThereError('There is no meeting to talk over.');
      return step.act === 'join-debrief'
        ? staff.joinDebrief(meeting, step.onCall)
        : staff.writeDebrief(meeting, step.text);
    }
    case 'leave-for-good':
      return place.leaveForGood(circle);
    case 'agree-again': {
      const member = memberApi(player.http);
      const { version } = await member.agreements(circle);
      return member.agree(circle, version);
    }
    default:
      return propose(circle, player, step);
  }
}

async function carry(
  finder: MeetingFinder,
  player: Player,
  step: ActOf<'cannot-carry' | 'carry' | 'take-back-cover' | 'call-off'>,
): Promise<unknown> {
  const { id } = await finder.find(step.meeting);
  const meeting = { circle: finder.circle, id };
  const staff = staffApi(player.http);
  switch (step.act) {
    case 'cannot-carry':
      return staff.answerCover(meeting, 'cant');
    case 'carry':
      return staff.answerCover(meeting, 'yes');
    case 'take-back-cover':
      return staff.takeBackCover(meeting);
    case 'call-off': {
      const { note } = step;
      const cancelled = note === undefined ? {} : { note };
      return staff.callOff(
        meeting,
        step.how === 'postpone' ? { how: 'postpone' } : { how: 'cancel', ...cancelled },
      );
    }
    default:
      return step satisfies never;
  }
}

async function propose(
  circle: string,
  player: Player,
  step: ActOf<
    'propose' | 'answer-proposal' | 'take-back-proposal' | 'adopt-proposal' | 'lay-aside-proposal'
  >,
): Promise<unknown> {
  const member = memberApi(player.http);
  if (step.act === 'propose') {
    const { text, clause: number, why } = step;
    const reason = why === undefined ? {} : { why };
    if (number === undefined) {
      return member.proposeChange(circle, { what: 'new', text: text ?? '', ...reason });
    }
    const { clauses } = await member.agreements(circle);
    const clause = clauses[number - 1]?.id;
    if (clause === undefined)
      throw new NotThereError(`The agreements have ${clauses.length} clauses.`);
    return member.proposeChange(
      circle,
      text === undefined
        ? { what: 'removed', clause, ...reason }
        : { what: 'changed', clause, text, ...reason },
    );
  }
  const { id } = await findProposal(member, circle, step.proposal);
  switch (step.act) {
    case 'answer-proposal':
      return member.answerProposal(circle, id, step.answer);
    case 'take-back-proposal':
      return member.takeBackProposal(circle, id);
    case 'adopt-proposal':
      return member.adoptProposal(
        circle,
        id,
        step.change === undefined ? {} : { change: step.change },
      );
    case 'lay-aside-proposal':
      return member.layAsideProposal(circle, id);
    default:
      return step satisfies never;
  }
}
