/** The settings of a circle as they are typed, and what the server takes. */
import type { CircleDetail, NewCircleRequest } from '@holdspace/protocol';

export type AdmissionChoice = 'facilitator' | 'members' | 'everyone';
export const admissionChoices: readonly AdmissionChoice[] = ['facilitator', 'members', 'everyone'];

export interface CircleSettingsDraft {
  readonly seats: string;
  /** How many facilitators a meeting wants (CVR-1). */
  readonly carers: string;
  readonly admit: AdmissionChoice;
  readonly piece: string;
  /** As on the wire: `24h`. */
  readonly retention: string;
}

const hour = 3_600_000;
/** As on the wire, and its length in ms. */
export const retentionOptions = [
  ['1h', hour],
  ['24h', 24 * hour],
  ['3d', 72 * hour],
  ['7d', 168 * hour],
  ['30d', 720 * hour],
] as const;

export const defaultSettingsDraft: CircleSettingsDraft = {
  ...{ seats: '8', carers: '2', admit: 'facilitator', piece: 'talking piece', retention: '24h' },
};

export const toSettings = (
  draft: CircleSettingsDraft,
): NonNullable<NewCircleRequest['settings']> => ({
  seats: Number(draft.seats),
  carers: Number(draft.carers),
  admit: draft.admit,
  piece: draft.piece.trim(),
  retention: draft.retention,
});

/** Those that differ, as the server takes them. */
export function changedSettings(
  before: CircleSettingsDraft,
  after: CircleSettingsDraft,
): NonNullable<NewCircleRequest['settings']> {
  const [known, wanted] = [toSettings(before), toSettings(after)];
  const changed = Object.entries(wanted).filter(
    ([name, value]) => Object.entries(known).find(([each]) => each === name)?.[1] !== value,
  );
  return Object.fromEntries(changed);
}

/** The settings of an open circle; a retention of another length is kept in hours. */
export function toSettingsDraft(settings: CircleDetail['settings']) {
  const { seats, carers, admit, piece, retention } = settings;
  const known = retentionOptions.find(([, length]) => length === retention);
  const kept =
    typeof retention === 'number' ? `${retention / hour}h` : defaultSettingsDraft.retention;
  return {
    seats: String(seats ?? defaultSettingsDraft.seats),
    carers: String(carers ?? defaultSettingsDraft.carers),
    admit: admissionChoices.find((choice) => choice === admit) ?? defaultSettingsDraft.admit,
    piece: typeof piece === 'string' ? piece : defaultSettingsDraft.piece,
    retention: known?.[0] ?? kept,
  } satisfies CircleSettingsDraft;
}
