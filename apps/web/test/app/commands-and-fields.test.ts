/**
 * Every command of the catalogue is sent by a screen, and every field of a view is read by one.
 * The compiler cannot see either, so the test searches the sources of the screens by name.
 */
import { commandNames } from '@holdspace/protocol/command-roles';
import { idleOwnState, publicStateFields } from '@holdspace/protocol/idle-view';
import { describe, expect, it } from 'vitest';

const sources: Readonly<Record<string, string>> = import.meta.glob(
  ['../../src/**/*.{ts,tsx}', '!../../src/gallery/**'],
  { query: '?raw', import: 'default', eager: true },
);
const everySource = Object.values(sources).join('\n');

/** Commands whose name is chosen at run time, with the source that holds the names. */
const sentByVariable: Readonly<Record<string, string>> = {
  pass: 'circle/floor/turn-card.tsx',
  later: 'circle/floor/turn-card.tsx',
  done: 'circle/floor/use-finish-turn.ts',
  yield: 'circle/floor/use-finish-turn.ts',
  'raise-hand': 'circle/composer/hand-button.tsx',
  remove: 'facilitator/moderation/moderation-actions.ts',
  warn: 'facilitator/moderation/moderation-actions.ts',
  'exclude-everywhere': 'facilitator/moderation/moderation-actions.ts',
};

/** Commands that no screen sends, with the reason. */
const sentByNoScreen: Readonly<Record<string, string>> = {
  note: 'The help line takes a message without words of alarm; other clients send notes.',
};

/** `view.hands`, or `{ hands }` and `{ hands: shown }` where a view is taken apart. */
const isRead = (field: string): boolean =>
  new RegExp(`\\.${field}\\b|[{,]\\s*${field}\\s*[,}:=]`).test(everySource);

describe('WIRE-4 the screens and the catalogue', () => {
  const isSent = (name: string) => everySource.includes(`do: '${name}'`);

  it('WIRE-4 every command is sent by a screen', () => {
    const unsent = commandNames.filter((name) => !isSent(name) && !(name in sentByVariable));
    expect(unsent, 'commands of packages/core/src/commands that no screen sends').toEqual(
      Object.keys(sentByNoScreen),
    );
  });

  it.each(Object.entries(sentByVariable))(
    'WIRE-4 %s is sent by the source that chooses it',
    (name, path) => {
      expect(isSent(name), 'needs no exception').toBe(false);
      expect(sources[`../../src/${path}`]).toContain(`'${name}'`);
    },
  );

  it('WIRE-4 every field of the view is read by a screen', () => {
    const fields = [...Object.keys(publicStateFields), ...Object.keys(idleOwnState)];
    const unread = fields.filter((field) => !isRead(field));
    expect(unread, 'fields of a view that no screen reads').toEqual([]);
  });
});
