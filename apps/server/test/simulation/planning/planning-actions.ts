/** What happens in a world of plans: people act by any node, ways break, nodes die, and time passes. */
import {
  type AgreementChangeKind,
  isListedMeeting,
  type MeetingId,
  type PlannedMeeting,
  type Rhythm,
} from '@holdspace/core';
import type { PlanChange } from '../../../src/circles/circle-planning.ts';
import { coveredMeetingOf } from '../../../src/circles/coverage.ts';
import { carerCirclesOf } from '../../../src/circles/own-meetings.ts';
import { answerProposal, proposeChange, settleProposal } from '../../../src/circles/proposals.ts';
import { chooseSeat } from '../../../src/circles/seat-choice.ts';
import { staffContext, systemContext } from '../../../src/ledger/command-context.ts';
import type { CircleLedger } from '../../../src/ledger/ledgers.ts';
import { StoreFault } from '../../../src/storage/port/store.ts';
import { circleId, member } from '../../realtime/seeded-circle.ts';
import type { PlanningNode } from './planning-node.ts';
import { carers, members, type PlanningWorld } from './planning-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'] as const;

function randomRhythm({ random }: PlanningWorld): Rhythm {
  const at = random.one(['02:30', '19:00', '18:30', '23:45']);
  const from = random.one(['2026-05-05', '2026-06-01', '2026-08-15']);
  const common = { at, zone: random.one(zones), from, interval: random.between(1, 2) };
  if (random.happens(0.25)) {
    const nth = random.one([1, 2, -1] as const);
    return { every: 'month', on: { nth, day: random.one(['tu', 'su'] as const) }, ...common };
  }
  const on = random.one([['tu'], ['we', 'sa'], ['su']] as const);
  const bounds = random.happens(0.2) ? { count: random.between(3, 30) } : {};
  return { every: 'week', on, ...common, ...bounds };
}

/** Of meetings that lists show, most often one to come. */
function anyMeeting(
  { random, store }: PlanningWorld,
  { state }: CircleLedger,
): PlannedMeeting | null {
  const listed = state.meetings.filter(isListedMeeting);
  const coming = listed.filter(({ start }) => start > store.now());
  const [from, all] = random.happens(0.9) ? [coming, coming.length] : [listed, listed.length];
  return all === 0 ? null : random.one([...from].sort((a, b) => a.start - b.start).slice(0, 6));
}

function randomChange(world: PlanningWorld, circle: CircleLedger): PlanChange | null {
  const { random, store } = world;
  const planned = anyMeeting(world, circle);
  const now = store.now();
  switch (random.between(0, 9)) {
    case 0:
    case 1:
      return { do: 'set-rhythm', rule: randomRhythm(world), minutes: random.one([60, 75]) };
    case 2:
    case 3: {
      if (!planned) return null;
      const start = planned.start + random.between(-60, 120) * hour;
      const end = start + planned.end - planned.start;
      return { do: 'move-meeting', meeting: planned.meeting, start, end };
    }
    case 4:
      return (
        planned && { do: 'cancel-meeting', meeting: planned.meeting, note: 'The house is shut.' }
      );
    case 5: {
      const start = now + random.between(1, 700) * hour;
      const meeting = `a_${random.between(0, 1e9)}` as MeetingId;
      return { do: 'schedule', meeting, start, end: start + hour };
    }
    case 6:
      return { do: 'pause', until: random.happens(0.7) ? now + random.between(1, 60) * day : null };
    case 7:
      return { do: 'resume' };
    case 8:
      if (random.happens(0.7)) return { do: 'take-back-end' };
      return { do: 'end-circle', last: planned?.meeting ?? null, text: 'Thank you.' };
    default:
      return random.happens(0.3) ? { do: 'end-rhythm' } : { do: 'take-back-end' };
  }
}

/** Which meeting somebody's act is about by hand; null for none. */
const touchedBy = (change: PlanChange): string | null =>
  'meeting' in change ? change.meeting : null;

async function plan(world: PlanningWorld, { parts }: PlanningNode): Promise<string> {
  if (!parts) return 'nobody';
  const circle = await parts.ledgers.circle(circleId);
  const change = randomChange(world, circle);
  if (!change) return 'nothing';
  const touched = touchedBy(change);
  if (touched) world.noteByHand(touched);
  if (['pause', 'resume', 'end-circle', 'take-back-end'].includes(change.do))
    world.noteByHand('all');
  const answer = await parts.planning.change(circle, change, systemContext);
  return `${change.do} ${'refused' in answer ? answer.refused : 'ok'}`;
}

async function seat(world: PlanningWorld, { parts }: PlanningNode): Promise<string> {
  if (!parts) return 'nobody';
  const { random } = world;
  const circle = await parts.ledgers.circle(circleId);
  const planned = anyMeeting(world, circle);
  if (!planned) return 'nothing';
  const choice = {
    meeting: planned.meeting,
    member: member(random.one(members)),
    wanted: random.happens(0.4),
    begun: false,
  };
  const answer = await chooseSeat(circle, choice);
  return `choose-seat ${'refused' in answer ? answer.refused : 'ok'}`;
}

/** As the route does. */
async function cover(world: PlanningWorld, { parts }: PlanningNode): Promise<string> {
  if (!parts) return 'nobody';
  const { random } = world;
  const staff = random.one(carers);
  const [house, circle] = [await parts.ledgers.house(), await parts.ledgers.circle(circleId)];
  const context = staffContext(house, staff);
  if (random.happens(0.15)) {
    const limits = {
      meetingsAWeek: random.happens(0.7) ? random.between(0, 2) : null,
      hoursBetween: random.happens(0.5) ? random.between(0, 40) : null,
    };
    await house.handle({ do: 'set-cover-limits', staff, ...limits }, context);
    return 'set-cover-limits ok';
  }
  const planned = anyMeeting(world, circle);
  const asked = planned && !planned.ended ? coveredMeetingOf(circle.state, planned) : null;
  if (!asked) return 'nothing';
  const { own } = await carerCirclesOf(parts.ledgers, house, staff);
  const what = random.one(['cover', 'cover', 'cover', 'cant-cover', 'take-back-cover'] as const);
  const answer = await house.handle({ do: what, staff, asked, own }, context);
  return `${what} ${'refused' in answer ? answer.refused : 'ok'}`;
}

async function proposal(world: PlanningWorld, { parts }: PlanningNode): Promise<string> {
  if (!parts) return 'nobody';
  const { random } = world;
  const circle = await parts.ledgers.circle(circleId);
  const who = member(random.one(members));
  const open = [...circle.state.proposals.values()].filter(({ closed }) => closed === null);
  if (open.length === 0 || random.happens(0.2)) {
    const text = `We wait ${random.between(1, 99)} breaths.`;
    const wanted = { change: { what: 'new' }, text, why: '' } as const;
    const { answer } = await proposeChange(circle, who, wanted);
    return `propose ${'refused' in answer ? answer.refused : 'ok'}`;
  }
  const { id } = random.one(open);
  if (random.happens(0.75)) {
    const said = random.one(['yes', 'can-live-with-it', 'not-yet', null] as const);
    const answer = await answerProposal(circle, who, id, said);
    return `answer-proposal ${'refused' in answer ? answer.refused : 'ok'}`;
  }
  const kind: AgreementChangeKind = random.one(['meaning', 'wording'] as const);
  const how = random.happens(0.5) ? ({ adopt: kind } as const) : 'lay-aside';
  const answer = await settleProposal(circle, id, how, systemContext);
  return `settle-proposal ${'refused' in answer ? answer.refused : 'ok'}`;
}

const acts = [plan, plan, seat, cover, cover, proposal] as const;

/** One act by one node; nobody waits for the answer, which a dead node never gives. */
export function act(world: PlanningWorld): void {
  const ready = world.nodes.filter(({ isReady }) => isReady);
  if (ready.length === 0) return;
  const node = world.random.one(ready);
  world.random
    .one(acts)(world, node)
    .then((done) => {
      world.done.push(done);
      if (done.endsWith(' ok')) world.accepted++;
    })
    .catch((error: unknown) => {
      if (!(error instanceof StoreFault)) world.failures.push(error);
    });
}

export function disturb(world: PlanningWorld): void {
  const { random, nodes } = world;
  const node = random.one(nodes);
  const { link } = node;
  switch (random.between(0, 4)) {
    case 0:
    case 1:
      node.kill();
      setTimeout(() => world.startNode(node), random.between(300, 20_000));
      return;
    case 2:
      if (!link || link.cut) return;
      link.cut = true;
      setTimeout(
        () => {
          if (link.cut) link.cut = false;
        },
        random.between(300, 12_000),
      );
      return;
    case 3:
      if (link) link.deaf = true;
      return;
    default:
      if (link) Object.assign(link, { slow: 60, loss: { answer: 0.3, news: 0.4 } });
  }
}

/** All nodes are down for that long, as for a clock that jumps; then they run again. */
export async function jump(world: PlanningWorld): Promise<void> {
  world.isDown = true;
  for (const node of world.nodes) node.kill();
  await world.pass(world.random.between(1, 24 * 20) * hour);
  world.isDown = false;
  for (const node of world.nodes) node.start();
  await world.pass(3000);
}
