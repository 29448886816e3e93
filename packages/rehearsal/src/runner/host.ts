/**
 * The organiser's side of a rehearsal: signs in, opens one circle a file, and hands out
 * the links by which its people come.
 */
import { type Api, api, CookieJar, linkTokenOf } from '@holdspace/client';
import { duration } from '@holdspace/protocol/commands';
import type { InjectedFault } from '../format/fault-steps.ts';
import type { Rehearsal } from '../format/rehearsal.ts';

export interface RehearsalHost {
  /** Where people come in: one after the other, in turn. */
  readonly urls: readonly string[];
  readonly organiser: Api;
  /** Does it, and resolves when it is over; null on a server that is not ours. */
  readonly injectFault: ((fault: InjectedFault) => Promise<void>) | null;
}

/** People are spread over the addresses in the order of the file. */
export const urlForPerson = ({ urls }: Pick<RehearsalHost, 'urls'>, person: number): string =>
  urls[person % urls.length] ?? '';

/** By an organiser link, which is used up by it. */
export async function signInOrganiser(url: string, link: string): Promise<Api> {
  const organiser = api({ url, jar: new CookieJar() });
  await organiser.redeem({ token: linkTokenOf(link) });
  return organiser;
}

/** The HTTP interface for an organiser who has an API key. */
export const organiserApi = (url: string, key: string): Api => api({ url, key });

/** An hour ahead, unless it is said otherwise: only `open-doors` opens the doors. */
function meetingTimes(
  starts = '1h',
  ends?: string,
): { readonly start: string; readonly minutes?: number } {
  const from = (moment: number) => new Date(Date.now() + moment).toISOString();
  if (ends === undefined) return { start: from(duration.parse(starts)) };
  return { start: from(duration.parse(ends) - shortestMeeting * 60_000), minutes: shortestMeeting };
}

/** Minutes of the shortest meeting that can be planned. */
const shortestMeeting = 5;
/** As many as an invitation of a circle opens for by itself. */
const invitationUses = 30;

export interface OpenedRehearsal {
  readonly circle: string;
  /** The link of each of its people, by key. */
  readonly links: ReadonlyMap<string, string>;
}

/** Opens the circle of a rehearsal. */
export async function openRehearsalCircle(
  organiser: Api,
  { title, circle, people }: Rehearsal,
): Promise<OpenedRehearsal> {
  const { name = title.slice(0, 60), purpose = '', agreements, starts, ends, ...settings } = circle;
  const opened = await organiser.openCircle({
    name,
    purpose,
    settings,
    ...meetingTimes(starts, ends),
    ...(agreements && { agreements }),
  });
  const participants = [...people.values()].filter(({ role }) => role === 'participant').length;
  const invitation =
    participants <= invitationUses
      ? opened.invitation
      : await organiser.makeLink(opened.id, { role: 'participant', uses: participants });
  const links = new Map<string, string>();
  let facilitatorLink: string | null = opened.facilitatorLink.url;
  for (const [key, { role, name: label }] of people) {
    if (role === 'participant') {
      links.set(key, invitation.url);
    } else {
      const link =
        facilitatorLink ??
        (await organiser.makeLink(opened.id, { role: 'facilitator', label })).url;
      facilitatorLink = null;
      links.set(key, link);
    }
  }
  return { circle: opened.id, links };
}
