import { parseCommand } from '@holdspace/protocol/commands';
import { describe, expect, it } from 'vitest';
import {
  excludedUntil,
  type ModerationAction,
  moderationCommand,
  mutedUntil,
} from '../../src/facilitator/moderation/moderation-actions.ts';
import { idOf } from '../../src/gallery/fixtures.ts';

const now = new Date(2026, 4, 12, 18, 0).getTime();
const filled = {
  who: idOf('River Stone'),
  message: undefined,
  reason: 'pace',
  note: 'Let us leave room for others.',
  mute: '15m',
  mutesResonance: false,
  until: now,
} as const;

describe('acts towards a person', () => {
  const acts: readonly ModerationAction[] = [
    'nudge',
    'stop',
    'warn',
    'mute',
    'remove',
    'exclude',
    'exclude-everywhere',
    'turn-away',
  ];
  it.each(acts)('VOI-1 %s is sent as the server takes it', (act) => {
    expect(parseCommand(moderationCommand({ ...filled, action: act })).success).toBe(true);
  });

  it('VOI-1 excludes until the end of the chosen day, or until lifted', () => {
    const until = excludedUntil('date', '2026-05-20', now);
    expect(new Date(until ?? 0).getDate()).toBe(20);
    expect(excludedUntil('date', '', now)).toBeNull();
    const lifted = moderationCommand({ ...filled, action: 'exclude', until: null });
    expect(lifted).not.toHaveProperty('until');
  });

  it('VOI-3 previews a mute with the time at which it ends', () => {
    expect(mutedUntil('15m', now)).toBe(now + 15 * 60_000);
    expect(mutedUntil('meeting', now)).toBe('meeting');
    expect(mutedUntil('lifted', now)).toBeNull();
  });

  it('VOI-4 leaves resonance open unless that was chosen too', () => {
    expect(moderationCommand({ ...filled, action: 'mute' })).not.toHaveProperty('resonance');
    expect(moderationCommand({ ...filled, action: 'mute', mutesResonance: true })).toHaveProperty(
      'resonance',
      true,
    );
  });
});
