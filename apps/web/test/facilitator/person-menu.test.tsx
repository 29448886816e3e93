// @vitest-environment happy-dom
/** The menu of a person: which commands it has in which state, and where the focus goes. */
import type { CommandAnswer, View, ViewPerson } from '@holdspace/protocol';
import { cleanup, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { PersonMenu } from '../../src/facilitator/people/person-menu.tsx';
import { idOf } from '../../src/gallery/fixtures.ts';
import { consoleView, renderConsole } from '../console-screen.tsx';

const inView = (view: View, name: string): ViewPerson => {
  const person = view.people.find((each) => each.name === name);
  if (!person) throw new Error(`${name} is not in the view.`);
  return person;
};
const changed = (name: string, more: Partial<ViewPerson>): View => {
  const view = consoleView();
  const people = view.people.map((each) => (each.name === name ? { ...each, ...more } : each));
  return { ...view, people } as View;
};

async function openMenu(
  name: string,
  view: View = consoleView(),
  ...answers: readonly CommandAnswer[]
) {
  const rendered = renderConsole(<PersonMenu person={inView(view, name)} />, view, ...answers);
  await rendered.user.click(screen.getByRole('button', { name: `For ${name}` }));
  const menu = within(screen.getByRole('group', { name: `For ${name}` }));
  return { ...rendered, menu };
}
const namesIn = (menu: Awaited<ReturnType<typeof openMenu>>['menu']) =>
  menu.getAllByRole('button').map((button: HTMLElement) => button.textContent);

it('VOI-1 LEAD-1 the menu goes from the mildest action to the strongest', async () => {
  const { menu } = await openMenu('Small Seed');
  expect(namesIn(menu)).toEqual([
    'Mute for 5 minutes',
    'Pause everyone for a minute',
    'Offer the piece',
    'Skip for now, ask again later',
    'Private message…',
    'Warn…',
    'Mute…',
    'Remove from the meeting…',
    'Exclude from the circle…',
    'Ban from the whole organisation…',
  ]);
});

it('TRN-5 the holder of the piece has “End the turn”, and is not offered the piece', async () => {
  const { menu } = await openMenu('River Stone');
  expect(namesIn(menu)).toContain('End the turn…');
  expect(namesIn(menu)).not.toContain('Offer the piece');
});

it('VOI-1 a muted person is unmuted with one press, and the mute can be changed', async () => {
  const { menu, user, sent } = await openMenu('Amber Leaf');
  expect(namesIn(menu)).toContain('Change the mute…');
  expect(namesIn(menu)).not.toContain('Mute for 5 minutes');
  await user.click(menu.getByRole('button', { name: 'Unmute' }));
  expect(sent).toEqual([{ do: 'unmute', who: idOf('Amber Leaf') }]);
});

it('FAC-1 another facilitator gets the lead and no moderation', async () => {
  const { menu, user, sent } = await openMenu(
    'Far Wave',
    changed('Far Wave', { role: 'facilitator' }),
  );
  expect(namesIn(menu)).not.toContain('Warn…');
  await user.click(menu.getByRole('button', { name: 'Hand over the lead' }));
  expect(sent).toEqual([{ do: 'hand-over', who: idOf('Far Wave') }]);
});

it('VOI-1 the facilitator’s own menu has no moderation', async () => {
  const { menu } = await openMenu('North Star');
  expect(namesIn(menu)).toEqual(['Offer the piece', 'Add to this round']);
});

it('HND-1 a raised hand gets the piece at once, or is lowered', async () => {
  const view = { ...consoleView(), hands: [idOf('Soft Hill')] } as View;
  const { menu, user, sent } = await openMenu('Soft Hill', view);
  expect(namesIn(menu)).toContain('Give the piece');
  await user.click(menu.getByRole('button', { name: 'Lower hand' }));
  expect(sent).toEqual([{ do: 'lower-hand', who: idOf('Soft Hill') }]);
});

it('VOI-1 the first of two people who ban cannot confirm, the second one can', async () => {
  const asked = (by: string) =>
    changed('Soft Hill', {
      exclusionAsked: { by: idOf(by), reason: 'safety', note: 'Threats.' },
    } as never);
  const first = await openMenu('Soft Hill', asked('North Star'));
  expect(namesIn(first.menu).some((name: string | null) => name?.includes('ban'))).toBe(false);
  expect(first.menu.getByText(/A second person needs to confirm/)).toBeTruthy();
  cleanup();
  const second = await openMenu('Soft Hill', asked('Far Wave'));
  expect(second.menu.getByText('Confirm ban from the whole organisation…')).toBeTruthy();
});

it('VOI-3 an action opens its form, and the menu sends nothing by itself', async () => {
  const { menu, user, sent } = await openMenu('Small Seed');
  await user.click(menu.getByRole('button', { name: 'Warn…' }));
  expect(screen.getByRole('heading', { name: 'Warn Small Seed' })).toBeTruthy();
  expect(sent).toEqual([]);
});

it('FLR-6 a refusal is shown in the menu, which stays open', async () => {
  const { menu, user } = await openMenu('Small Seed', consoleView(), {
    refused: 'already-spoke',
  });
  await user.click(menu.getByRole('button', { name: 'Offer the piece' }));
  expect(menu.getByText(/This person has already spoken in this round/)).toBeTruthy();
});

it('SPK-2 after a command the menu closes and the focus is on the button that opened it', async () => {
  const { menu, user } = await openMenu('Small Seed');
  const item = menu.getByRole('button', { name: 'Skip for now, ask again later' });
  item.focus();
  await user.keyboard('{Enter}');
  await vi.waitFor(() => {
    expect(menu.queryAllByRole('button')).toEqual([]);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'For Small Seed' }));
  });
});
