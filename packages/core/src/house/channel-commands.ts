/** What may be asked about the ways by which staff are alerted, and what can have happened. */
import type { EventShape } from '../kernel.ts';
import type { Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { ChannelSetup, ChannelTest } from './channels.ts';

export type ChannelCommand =
  /** `secret` signs what a webhook is sent; its address is checked by the server. */
  | ({ readonly do: 'set-up-channel'; readonly channel: string } & ChannelSetup)
  | { readonly do: 'remove-channel'; readonly channel: string }
  /** By the server, which has tried. `detail`: what the other side said; `''` for nothing. */
  | {
      readonly do: 'file-channel-test';
      readonly channel: string;
      readonly result: ChannelTest['result'];
      readonly detail: string;
    }
  /** `address`: null takes it away. */
  | { readonly do: 'set-email'; readonly staff: PersonId; readonly address: string | null }
  /** `subscription`: address and keys of the browser's push service, as JSON. */
  | {
      readonly do: 'subscribe-push';
      readonly staff: PersonId;
      readonly session: SessionId;
      readonly device: string;
      readonly subscription: string;
    }
  /** By their person, and by the server when the push service no longer knows the device. */
  | { readonly do: 'unsubscribe-push'; readonly staff: PersonId; readonly device: string };

/** Addresses, secrets and what was said are words. */
export type ChannelEvent =
  | ({
      readonly type: 'ChannelSetUp';
      readonly channel: string;
      readonly kind: ChannelSetup['kind'];
      readonly at: Millis;
    } & EventShape)
  | { readonly type: 'ChannelRemoved'; readonly channel: string }
  | ({ readonly type: 'ChannelTested'; readonly channel: string } & ChannelTest & EventShape)
  | ({ readonly type: 'EmailSet'; readonly staff: PersonId; readonly at: Millis } & EventShape)
  | { readonly type: 'EmailRemoved'; readonly staff: PersonId }
  | ({
      readonly type: 'PushSubscribed';
      readonly staff: PersonId;
      readonly session: SessionId;
      readonly device: string;
      readonly at: Millis;
    } & EventShape)
  | { readonly type: 'PushEnded'; readonly staff: PersonId; readonly session: SessionId };
