/** What the organiser of a rehearsal does between meetings, over HTTP (RHY-3, RHY-4, AGR-2, AGR-3). */
import type { StaffApi } from '@holdspace/client';
import type { OrganiserAction } from '../format/organiser-acts.ts';
import type { RhythmPatch } from '../format/rhythm-form.ts';
import { findProposal } from './find-proposal.ts';
import { type MeetingFinder, NotThereError, shifted } from './meeting-finder.ts';

const iso = (moment: number): string => new Date(moment).toISOString();

/** Rejects with `ApiProblem` where it is refused. */
export async function actAsOrganiser(
  finder: MeetingFinder,
  step: OrganiserAction,
): Promise<unknown> {
  const { organiser, circle } = finder;
  switch (step.act) {
    case 'move-meeting':
      return move(finder, step);
    case 'cancel-meeting': {
      const { id } = await finder.find(step.meeting);
      return organiser.cancelMeeting(circle, id, { note: step.note });
    }
    case 'add-meeting': {
      const start =
        step.start === undefined ? finder.now() + shiftOf(step) : await finder.moment(step.start);
      return organiser.scheduleMeeting(circle, { start: iso(start), minutes: step.minutes });
    }
    case 'set-rhythm':
      return setRhythm(organiser, circle, step);
    case 'end-rhythm':
      return organiser.endRhythm(circle);
    case 'pause':
      return organiser.pauseCircle(circle, await pauseUntil(finder, step));
    case 'resume':
      return organiser.resumeCircle(circle);
    case 'end': {
      const { text, last } = step;
      if (last === undefined) return organiser.endCircle(circle, { text });
      const id = last === null ? null : (await finder.find(last)).id;
      return organiser.endCircle(circle, { text, last: id });
    }
    case 'set-agreements': {
      const { agreements, change } = step;
      return organiser.changeCircle(circle, {
        agreements,
        ...(change !== undefined && { agreementsChange: change }),
      });
    }
    case 'change-settings':
      return organiser.changeCircle(circle, { settings: step.settings });
    case 'adopt-proposal':
    case 'lay-aside-proposal': {
      const { id } = await findProposal(organiser, circle, step.proposal);
      return step.act === 'adopt-proposal'
        ? organiser.adoptProposal(
            circle,
            id,
            step.change === undefined ? {} : { change: step.change },
          )
        : organiser.layAsideProposal(circle, id);
    }
    default:
      return step satisfies never;
  }
}

const hour = 60 * 60 * 1000;
const shiftOf = ({
  days = 0,
  hours = 0,
}: {
  days?: number | undefined;
  hours?: number | undefined;
}) => (days * 24 + hours) * hour;

async function move(
  finder: MeetingFinder,
  step: OrganiserAction & { readonly act: 'move-meeting' },
): Promise<unknown> {
  const { id, start, zone } = await finder.find(step.meeting);
  const to =
    step.start === undefined
      ? shifted(Date.parse(start), zone, step)
      : await finder.moment(step.start);
  return finder.organiser.moveMeeting(finder.circle, id, {
    ...(to !== Date.parse(start) && { start: iso(to) }),
    ...(step.minutes !== undefined && { minutes: step.minutes }),
  });
}

async function pauseUntil(
  finder: MeetingFinder,
  { days, until }: { readonly days?: number | undefined; readonly until?: string | undefined },
): Promise<{ readonly until?: string }> {
  if (days !== undefined) return { until: iso(finder.now() + shiftOf({ days })) };
  if (until === undefined) return {};
  return { until: until.length === 10 ? until : iso(await finder.moment(until)) };
}

/** What is left out stays as it was. */
async function setRhythm(organiser: StaffApi, circle: string, step: RhythmPatch): Promise<unknown> {
  const { rhythm: current } = await organiser.circleRhythm(circle);
  const { every = current?.every, interval, on, at, zone, from, until, count, minutes } = step;
  const given = Object.fromEntries(
    Object.entries({ interval, on, at, zone, from, until, count }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  // One end takes the place of the other.
  const { until: _, count: __, ...endless } = current ?? {};
  const base = until === undefined && count === undefined ? current : endless;
  const rhythm = { ...base, every, ...given };
  if (every !== current?.every && on === undefined) {
    throw new NotThereError('On which day? A rhythm of another kind needs `on`.');
  }
  return organiser.setRhythm(circle, {
    rhythm: rhythm as Parameters<StaffApi['setRhythm']>[1]['rhythm'],
    ...(minutes !== undefined && { minutes }),
  });
}
