/**
 * `holdspace demo`: a filled circle to look at within a minute. Played people take turns in
 * a round at a human pace, through the same client library and the same links as everybody;
 * whoever comes in by the printed links is greeted and offered the piece like the others.
 */
import type { Api } from '@holdspace/client';
import { signInOrganiser } from '../runner/host.ts';
import { Player } from '../runner/player.ts';
import { DemoLead, DemoListener, type DemoPace, DemoSharer } from './demo-players.ts';
import { demoCircle, demoFacilitator, demoListener, demoSharers } from './demo-texts.ts';

const minute = 60_000;

export interface DemoOptions {
  readonly server: { readonly url: string; readonly organiserLink: string };
  /** 1 is a human pace; 2 is twice as slow. */
  readonly pace: number;
  /** In milliseconds. */
  readonly lasts: number;
  /** Ends the demo before its time. */
  readonly stop: AbortSignal;
  readonly opened: (links: { readonly participant: string; readonly facilitator: string }) => void;
}

/** Resolves when the circle is over: its time is up, or it is stopped. */
export async function playDemo(options: DemoOptions): Promise<void> {
  const { server, stop, opened } = options;
  const organiser = await signInOrganiser(server.url, server.organiserLink);
  const { lead, sharing, listening, links } = await openDemoCircle(
    organiser,
    server.url,
    options.lasts,
  );
  const people = [lead, ...sharing, listening];
  try {
    for (const player of people) await player.enter();
    await lead.act({ do: 'open-doors' });
    for (const player of people) await player.join();
    opened(links);
    const pace: DemoPace = { factor: options.pace, stop };
    const played = [
      ...sharing.map((player) => new DemoSharer(player, pace)),
      new DemoListener(listening, pace),
    ];
    const until = AbortSignal.timeout(options.lasts);
    await new DemoLead(lead, pace, until, new Set(people.map(({ id }) => id ?? ''))).run();
    for (const each of played) each.end();
  } finally {
    for (const player of people) player.close();
  }
}

async function openDemoCircle(organiser: Api, url: string, lasts: number) {
  const opened = await organiser.openCircle({
    ...demoCircle,
    start: new Date().toISOString(),
    minutes: Math.min(480, Math.max(30, Math.ceil(lasts / minute) + 15)),
    settings: { admit: 'everyone', offer: '30s' },
  });
  const played = await organiser.makeLink(opened.id, { role: 'facilitator', label: 'played' });
  const player = (
    { key, name }: { readonly key: string; readonly name: string },
    role: 'facilitator' | 'participant',
    seat: 'sharer' | 'listener' = 'sharer',
  ) => {
    const link = role === 'facilitator' ? played.url : opened.invitation.url;
    return new Player(key, { role, seat, name, later: false }, { url, link });
  };
  return {
    lead: player(demoFacilitator, 'facilitator'),
    sharing: demoSharers.map((sharer) => player(sharer, 'participant')),
    listening: player(demoListener, 'participant', 'listener'),
    links: { participant: opened.invitation.url, facilitator: opened.facilitatorLink.url },
  };
}
