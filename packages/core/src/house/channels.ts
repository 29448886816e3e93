/**
 * The ways by which staff are alerted (ALR-2): web push, e-mail, webhooks. Each is off until an
 * organiser sets it up. Addresses and secrets are words, which are erased with their channel.
 */
import { refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import { isForOtherThanOrganiser } from './passkeys.ts';
import { pushDevicesOf } from './push-devices.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  organiserGuard,
  staffGuard,
  systemGuard,
} from './rule.ts';
import { type HouseState, houseSlots, withStaffMember } from './state.ts';

/** In the order in which they are shown. */
export const channelKinds = ['push', 'email', 'webhook'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** How a channel answered when somebody tried it. What was said is a word, see `houseSlots`. */
export interface ChannelTest {
  readonly result: 'handed-over' | 'refused' | 'no-answer';
  readonly at: Millis;
}

export interface Channel {
  readonly kind: ChannelKind;
  readonly since: Millis;
  /** Null while nobody has tried it. */
  readonly tested: ChannelTest | null;
}

/** What a channel is set up with. `name` of a webhook may be empty; `secret` signs its calls. */
export type ChannelSetup =
  | {
      readonly kind: 'webhook';
      readonly name: string;
      readonly url: string;
      readonly secret: string;
    }
  | { readonly kind: 'email' | 'push' };

/** Push and e-mail are there once; of webhooks there may be so many. */
export const maxWebhooks = 10;

/**
 * Where one message goes: by this channel, for this person, to this device of theirs. A webhook
 * has no device; its message says nothing about the person.
 */
export interface AlertTarget {
  readonly channel: string;
  readonly staff: PersonId | null;
  readonly device: string | null;
}

/** The id of the first channel of this kind; null when there is none. */
export const channelOfKind = (
  { channels }: Pick<HouseState, 'channels'>,
  kind: ChannelKind,
): string | null => [...channels].find(([, each]) => each.kind === kind)?.[0] ?? null;

/**
 * Everything by which one person of the staff is alerted now: each device of a living session,
 * their e-mail address, and each webhook. Empty for somebody who was removed.
 */
export function alertTargetsOf(
  state: Pick<HouseState, 'staff' | 'staffSessions' | 'channels' | 'pushDevices'>,
  staff: PersonId,
  now: Millis,
): AlertTarget[] {
  const member = state.staff.get(staff);
  if (!member) return [];
  const devices = pushDevicesOf(state, staff, now).map(([, { id }]) => id);
  const ofKind = (kind: ChannelKind): readonly (string | null)[] => {
    switch (kind) {
      case 'push':
        return devices;
      case 'email':
        return member.emailSince === null ? [] : [null];
      case 'webhook':
        return [null];
      default:
        return kind satisfies never;
    }
  };
  return [...state.channels].flatMap(([channel, { kind }]) =>
    ofKind(kind).map((device) => ({ channel, staff, device })),
  );
}

export const channelRules: HouseRules<
  'set-up-channel' | 'remove-channel' | 'file-channel-test' | 'set-email'
> = {
  'set-up-channel': {
    may: organiserGuard,
    decide: (command, asked) => setUpChannel(command, asked),
  },
  'remove-channel': {
    may: organiserGuard,
    /** Refusal: `not-here` for one that does not exist. */
    decide({ channel }, { state }) {
      const known = state.channels.get(channel);
      if (!known) return refuse('not-here');
      return [{ type: 'ChannelRemoved', channel, erases: slotsOf(channel) }];
    },
  },
  'file-channel-test': {
    may: systemGuard,
    decide({ channel, result, detail }, { state, now }) {
      if (!state.channels.has(channel)) return [];
      const slot = houseSlots.channelTest(channel);
      const said = detail === '' ? { erases: [slot] } : { words: { [slot]: detail } };
      return [{ type: 'ChannelTested', channel, result, at: now, ...said }];
    },
  },
  'set-email': {
    may: staffGuard,
    refuses: isForOtherThanOrganiser,
    /** Refusals: `unknown-person`; `empty` for an address without characters. */
    decide({ staff, address }, { state, now }) {
      const member = state.staff.get(staff);
      if (!member) return refuse('unknown-person');
      const slot = houseSlots.email(staff);
      if (address === null) {
        if (member.emailSince === null) return [];
        return [{ type: 'EmailRemoved', staff, erases: [slot] }];
      }
      if (address === '') return refuse('empty');
      return [{ type: 'EmailSet', staff, at: now, words: { [slot]: address } }];
    },
  },
};

const slotsOf = (channel: string) => [
  houseSlots.channelName(channel),
  houseSlots.channelUrl(channel),
  houseSlots.channelSecret(channel),
  houseSlots.channelTest(channel),
];

/** Push and e-mail are set up once. Refusal: `full` for more webhooks than there may be. */
function setUpChannel(
  command: HouseCommandOf<'set-up-channel'>,
  { state, now }: HouseRuleContext,
): HouseDecision {
  const { channel, kind } = command;
  if (state.channels.has(channel)) return [];
  const made = { type: 'ChannelSetUp', channel, kind, at: now } as const;
  if (kind !== 'webhook') return channelOfKind(state, kind) === null ? [made] : [];
  const webhooks = [...state.channels.values()].filter((each) => each.kind === 'webhook');
  if (webhooks.length >= maxWebhooks) return refuse('full');
  const { name, url, secret } = command;
  const words = {
    [houseSlots.channelUrl(channel)]: url,
    [houseSlots.channelSecret(channel)]: secret,
    ...(name === '' ? {} : { [houseSlots.channelName(channel)]: name }),
  };
  return [{ ...made, words }];
}

const withChannels = (
  state: HouseState,
  change: (channels: Map<string, Channel>) => void,
): HouseState => {
  const channels = new Map(state.channels);
  change(channels);
  return { ...state, channels };
};

const withEmailSince = (
  state: HouseState,
  staff: PersonId,
  emailSince: Millis | null,
): HouseState => withStaffMember(state, staff, (member) => ({ ...member, emailSince }));

export const channelEvolvers: HouseEvolvers<
  'ChannelSetUp' | 'ChannelRemoved' | 'ChannelTested' | 'EmailSet' | 'EmailRemoved'
> = {
  ChannelSetUp: (state, { channel, kind, at }) =>
    withChannels(state, (all) => all.set(channel, { kind, since: at, tested: null })),
  ChannelRemoved: (state, { channel }) => withChannels(state, (all) => all.delete(channel)),
  ChannelTested: (state, { channel, result, at }) =>
    withChannels(state, (all) => {
      const known = all.get(channel);
      if (known) all.set(channel, { ...known, tested: { result, at } });
    }),
  EmailSet: (state, { staff, at }) => withEmailSince(state, staff, at),
  EmailRemoved: (state, { staff }) => withEmailSince(state, staff, null),
};
