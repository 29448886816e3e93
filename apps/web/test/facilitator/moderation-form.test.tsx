// @vitest-environment happy-dom
/** The moderation forms: what each action needs, what it sends, and what stays after a refusal. */
import type { WireCommand } from '@holdspace/protocol';
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ModerationAction } from '../../src/facilitator/moderation/moderation-actions.ts';
import { ModerationForm } from '../../src/facilitator/moderation/moderation-form.tsx';
import { idOf, message } from '../../src/gallery/fixtures.ts';
import { consoleView, renderConsole } from '../console-screen.tsx';

const river = { id: idOf('River Stone'), name: 'River Stone' };
const written = message('m6', 'River Stone', 'I was shaking.', 1);
const form = (action: ModerationAction, onClose: () => void = vi.fn()) => (
  <ModerationForm
    action={action}
    who={river}
    message={action === 'redact' ? written.id : undefined}
    onClose={onClose}
  />
);
const sentence = () => screen.getByRole('textbox', { name: /A kind sentence for River Stone/ });
const reason = () => screen.getByRole('combobox', { name: 'Why' });
const preview = () => screen.getByRole('region', { name: 'What River Stone will read' });

const { id: who } = river;
const note = 'Please be gentler.';
const withReason: readonly [ModerationAction, string, WireCommand][] = [
  ['warn', 'Warn', { do: 'warn', who, reason: 'unkind', note }],
  ['mute', 'Mute', { do: 'mute', who, reason: 'unkind', note, for: '5m' }],
  ['remove', 'Remove from the meeting', { do: 'remove', who, reason: 'unkind', note }],
  ['exclude-everywhere', 'Request ban', { do: 'exclude-everywhere', who, reason: 'unkind', note }],
  ['turn-away', 'Don’t let in today', { do: 'turn-away', who, reason: 'unkind', note }],
  ['redact', 'Remove message', { do: 'redact', message: written.id, reason: 'unkind', note }],
];

it.each(withReason)(
  'VOI-3 %s is sent with its reason and its sentence',
  async (action, press, command) => {
    const onClose = vi.fn();
    const { user, sent } = renderConsole(form(action, onClose));
    await user.selectOptions(reason(), 'unkind');
    await user.type(sentence(), note);
    await user.click(screen.getByRole('button', { name: press }));
    expect(sent).toEqual([command]);
    expect(onClose).toHaveBeenCalledOnce();
  },
);

it.each([
  ['nudge', 'Send message', { do: 'nudge', who, note }],
  ['stop', 'End turn', { do: 'stop-turn', who, note, seen: consoleView().mine.floor }],
] as const)('VOI-1 %s needs a sentence and no reason', async (action, press, command) => {
  const { user, sent } = renderConsole(form(action));
  expect(screen.queryByRole('combobox', { name: 'Why' })).toBeNull();
  await user.type(sentence(), note);
  await user.click(screen.getByRole('button', { name: press }));
  expect(sent).toEqual([command]);
});

it('VOI-3 without reason and sentence nothing is sent, and the focus goes to the missing field', async () => {
  const { user, sent } = renderConsole(form('warn'));
  const press = screen.getByRole('button', { name: 'Warn' });
  await user.click(press);
  expect(sent).toEqual([]);
  expect(screen.getByText('Choose a reason.')).toBeTruthy();
  expect(screen.getByText('Write a sentence, or choose one below.')).toBeTruthy();
  await vi.waitFor(() => expect(document.activeElement).toBe(reason()));
  await user.selectOptions(reason(), 'pace');
  await user.click(press);
  await vi.waitFor(() => expect(document.activeElement).toBe(sentence()));
  expect(sent).toEqual([]);
});

it('VOI-3 the preview shows reason and sentence before the press, and that others learn nothing', async () => {
  const { user } = renderConsole(form('warn'));
  expect(preview().textContent).toContain('Fill in the form to see it here.');
  await user.selectOptions(reason(), 'privacy');
  await user.type(sentence(), note);
  expect(preview().textContent).toContain('someone’s privacy');
  expect(preview().textContent).toContain(note);
  expect(preview().textContent).toContain('The circle isn’t told.');
});

it('VOI-3 a suggested sentence fills the field, which takes the focus to be edited', async () => {
  const { user } = renderConsole(form('mute'));
  const list = screen.getByRole('list', { name: 'Suggested sentences' });
  await user.click(within(list).getByRole('button', { name: /Let’s leave some room/ }));
  expect(sentence()).toHaveProperty('value', expect.stringContaining('Let’s leave some room'));
  expect(document.activeElement).toBe(sentence());
  expect(screen.queryByRole('list', { name: 'Suggested sentences' })).toBeNull();
});

it.each([
  ['15 minutes', { for: '15m' }],
  ['This meeting', { for: 'meeting' }],
  ['Until I unmute', {}],
] as const)('VOI-1 a mute lasts %s', async (length, expected) => {
  const { user, sent } = renderConsole(form('mute'));
  await user.click(screen.getByRole('radio', { name: length }));
  await user.selectOptions(reason(), 'pace');
  await user.type(sentence(), note);
  await user.click(screen.getByRole('button', { name: 'Mute' }));
  expect(sent).toEqual([{ do: 'mute', who, reason: 'pace', note, ...expected }]);
});

it('VOI-4 a mute covers resonance only when that is chosen', async () => {
  const { user, sent } = renderConsole(form('mute'));
  await user.click(screen.getByRole('checkbox', { name: /Also turn off/ }));
  await user.selectOptions(reason(), 'pace');
  await user.type(sentence(), note);
  await user.click(screen.getByRole('button', { name: 'Mute' }));
  expect(sent[0]).toMatchObject({ do: 'mute', resonance: true });
});

it('VOI-1 an exclusion until a day needs a day in the future', async () => {
  const { user, sent } = renderConsole(form('exclude'));
  await user.click(screen.getByRole('radio', { name: 'Until a day' }));
  await user.selectOptions(reason(), 'safety');
  await user.type(sentence(), note);
  const press = screen.getByRole('button', { name: 'Exclude from the circle' });
  await user.click(press);
  expect(screen.getByText('Choose a day in the future.')).toBeTruthy();
  expect(sent).toEqual([]);
  await user.type(screen.getByLabelText('Until the end of'), '2999-05-20');
  await user.click(press);
  expect(sent[0]).toMatchObject({ do: 'exclude', until: expect.stringMatching(/^2999-05-2/) });
});

it('TXT-1 a refused form stays as it was filled in and says why; another press sends it again', async () => {
  const onClose = vi.fn();
  const { user, sent } = renderConsole(
    form('warn', onClose),
    consoleView(),
    { refused: 'not-here' },
    { ok: true },
  );
  await user.selectOptions(reason(), 'pace');
  await user.type(sentence(), note);
  const press = screen.getByRole('button', { name: 'Warn' });
  await user.click(press);
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getAllByText(/You’re not in the circle right now/)).not.toEqual([]);
  expect(sentence()).toHaveProperty('value', note);
  expect(reason()).toHaveProperty('value', 'pace');
  await user.click(press);
  expect(sent).toHaveLength(2);
  expect(onClose).toHaveBeenCalledOnce();
});

it('TXT-1 an unsent form keeps reason and sentence when it is opened again', async () => {
  const { user, update } = renderConsole(form('warn'));
  await user.selectOptions(reason(), 'pace');
  await user.type(sentence(), note);
  update(null);
  renderConsole(form('warn'));
  expect(sentence()).toHaveProperty('value', note);
  expect(reason()).toHaveProperty('value', 'pace');
});

it('TXT-2 a form without an answer says that it may have worked', async () => {
  const { user } = renderConsole(form('nudge'), consoleView(), { unknown: true });
  await user.type(sentence(), note);
  await user.click(screen.getByRole('button', { name: 'Send message' }));
  expect(screen.getAllByText(/We couldn’t find out whether this worked/)).not.toEqual([]);
});

it('RND-18 a turn that another facilitator changed is ended only after a second press', async () => {
  const { user, sent, show } = renderConsole(
    form('stop'),
    consoleView(),
    { refused: 'stale' },
    { ok: true },
  );
  await user.type(sentence(), note);
  await user.click(screen.getByRole('button', { name: 'End turn' }));
  expect(screen.getByText(/Another facilitator just changed the floor/)).toBeTruthy();
  expect(sentence()).toHaveProperty('value', note);
  const { floor } = consoleView().mine;
  show(consoleView({ mine: { floor: floor + 1 } }));
  await user.click(screen.getByRole('button', { name: 'Do it anyway' }));
  expect(sent.map((command) => ('seen' in command ? command.seen : null))).toEqual([
    floor,
    floor + 1,
  ]);
});

const asked = (by: string) =>
  consoleView({
    people: consoleView().people.map((person) =>
      person.id === who
        ? {
            ...person,
            exclusionAsked: { by: idOf(by), reason: 'safety', note: 'He threatened two people.' },
          }
        : person,
    ),
  } as never);

it('VOI-1 a ban by one person waits for a second one, and has no receipt before', () => {
  renderConsole(form('exclude-everywhere'));
  expect(preview().textContent).toContain('This needs two people.');
  expect(screen.getByRole('button', { name: 'Request ban' })).toBeTruthy();
});

it('VOI-1 the second person reads why the first one asked, and confirms', () => {
  renderConsole(form('exclude-everywhere'), asked('Little Moon'));
  expect(preview().textContent).toContain('Little Moon asked for this.');
  expect(preview().textContent).toContain('He threatened two people.');
  expect(screen.getByRole('button', { name: 'Confirm ban' })).toBeTruthy();
});

it('VOI-3 with the keyboard alone: Tab reaches every field in order, Enter sends', async () => {
  const { user, sent } = renderConsole(form('warn'));
  reason().focus();
  await user.keyboard('p');
  await user.selectOptions(reason(), 'pace');
  await user.tab();
  expect(document.activeElement).toBe(sentence());
  await user.keyboard(note);
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Warn' }));
  await user.keyboard('{Enter}');
  expect(sent).toEqual([{ do: 'warn', who, reason: 'pace', note }]);
});
