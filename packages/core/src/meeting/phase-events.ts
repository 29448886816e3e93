/** The plan of a meeting and its phases, as events; and the shape of every event of a meeting. */
import type { FactShape, Slot } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import type { CircleId, MeetingId, Millis, Phase } from '../vocabulary.ts';

export type MeetingEventOf<Type extends string, Facts = unknown> = Facts &
  Pick<FactShape, 'erases' | 'wordsUntil'> & {
    readonly type: Type;
    readonly words?: Readonly<Record<Slot, string>>;
  };

export type PhaseEvent =
  | MeetingEventOf<
      'MeetingScheduled',
      {
        readonly circle: CircleId;
        readonly meeting: MeetingId;
        readonly start: Millis;
        readonly end: Millis;
        readonly settings: CircleSettings;
        /** Of the circle's plan; absent is 0. */
        readonly revision?: number;
        /** Of the circle's settings; absent is 0. */
        readonly settingsRevision?: number;
      }
    >
  /** Before it begins: another time, or called off (`closed`), or on again (RHY-3). */
  | MeetingEventOf<
      'MeetingReplanned',
      {
        readonly revision: number;
        readonly start: Millis;
        readonly end: Millis;
        readonly phase: 'scheduled' | 'doors' | 'closed';
        readonly at: Millis;
      }
    >
  /** Before its doors open: what the circle has changed of its settings. */
  | MeetingEventOf<
      'SettingsFollowed',
      { readonly settings: Partial<CircleSettings>; readonly revision: number }
    >
  | MeetingEventOf<'PhaseChanged', { readonly phase: Phase; readonly at: Millis }>
  | MeetingEventOf<'EndReached'>
  | MeetingEventOf<'MeetingExtended', { readonly end: Millis }>
  | MeetingEventOf<'ClosingPrompted'>
  | MeetingEventOf<'Abandoned', { readonly at: Millis }>;
