/**
 * The organiser of a rehearsal: signs in, opens one circle for each file, and makes the links
 * of its people.
 */
import {
  type Api,
  api,
  CookieJar,
  linkTokenOf,
  type OpenTransport,
  type StaffApi,
  staffApi,
} from '@holdspace/client';
import { duration } from '@holdspace/protocol/commands';
import type { InjectedFault } from '../format/fault-steps.ts';
import type { Rehearsal } from '../format/rehearsal.ts';

export interface RehearsalHost {
  /** How clients connect; the way of the client library when it is not given. */
  readonly openTransport?: OpenTransport;
  /** Addresses of the nodes; people are spread over them in turn. */
  readonly urls: readonly string[];
  readonly organiser: Api;
  /** The time of the servers; that of this process when absent. */
  readonly now?: () => number;
  /** Injects a fault and resolves when it is over; null on a server that was given. */
  readonly injectFault: ((fault: InjectedFault) => Promise<void>) | null;
}

/** The address for a person, by their place in the file, from 0. */
export const urlForPerson = ({ urls }: Pick<RehearsalHost, 'urls'>, person: number): string =>
  urls[person % urls.length] ?? '';

/** The HTTP interface for an organiser, signed in by an organiser link, which is used up. */
export async function signInOrganiser(url: string, link: string): Promise<StaffApi> {
  const organiser = staffApi({ url, jar: new CookieJar() });
  await organiser.redeem({ token: linkTokenOf(link) });
  return organiser;
}

/** The HTTP interface for an organiser who has an API key. */
export const organiserApi = (url: string, key: string): Api => api({ url, key });

/** An hour ahead by default, so that only `open-doors` opens the doors. */
function meetingTimes(
  now: number,
  starts = '1h',
  ends?: string,
): { readonly start: string; readonly minutes?: number } {
  const from = (moment: number) => new Date(now + moment).toISOString();
  if (ends === undefined) return { start: from(duration.parse(starts)) };
  return { start: from(duration.parse(ends) - shortestMeeting * 60_000), minutes: shortestMeeting };
}

/** The shortest meeting that can be planned, in minutes. */
const shortestMeeting = 5;
/** The default number of uses of an invitation. */
const invitationUses = 30;

export interface OpenedRehearsal {
  readonly circle: string;
  /** The link of each person, by key. */
  readonly links: ReadonlyMap<string, string>;
}

/** Opens the circle of a rehearsal and makes a link for each person. */
export async function openRehearsalCircle(
  { organiser, now = Date.now }: Pick<RehearsalHost, 'organiser' | 'now'>,
  { title, circle, people }: Rehearsal,
): Promise<OpenedRehearsal> {
  const { name = title.slice(0, 60), kit, purpose, agreements, starts, ends, ...settings } = circle;
  const opened = await organiser.openCircle({
    name,
    settings,
    ...(kit !== undefined && { kit }),
    ...(purpose !== undefined && { purpose }),
    ...meetingTimes(now(), starts, ends),
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
