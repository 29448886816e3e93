// @vitest-environment happy-dom
/** The links of a circle for its organiser: the open ones, making one, showing it once, revoking. */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { CircleDetail } from '@holdspace/protocol';
import { cleanup, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import {
  AnotherFacilitator,
  forgetFacilitatorLinks,
} from '../../src/organiser/circles/another-facilitator.tsx';
import { LinksSection } from '../../src/organiser/links/links.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  makeLink: vi.fn<StaffApi['makeLink']>(),
  revokeLink: vi.fn<StaffApi['revokeLink']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => {
  server.makeLink.mockReset();
  server.revokeLink.mockReset();
});

type Link = CircleDetail['links'][number];
const day = 24 * 60 * 60_000;
const link = (label: string, more: Partial<Link> = {}): Link =>
  ({
    id: `link-${label}`,
    role: 'participant',
    label,
    revoked: false,
    usesLeft: 5,
    expires: Date.now() + day,
    ...more,
  }) as Link;
const detail = (...links: readonly Link[]): CircleDetail =>
  ({ id: 'circle', name: 'Tuesday circle', links, people: [] }) as never;

function renderLinks(...links: readonly Link[]) {
  const onChanged = vi.fn();
  return {
    ...renderScreen(<LinksSection detail={detail(...links)} onChanged={onChanged} />),
    onChanged,
  };
}
const rowOf = (label: string) => {
  const row = screen.getByText(label, { selector: 'bdi' }).closest('li');
  if (!row) throw new Error(`${label} is in no row.`);
  return within(row);
};
const press = (name: string) => screen.getByRole('button', { name });

it('KEY-4 only links that still open the circle are listed; the others are counted', () => {
  const closed = [
    link('used', { usesLeft: 0 }),
    link('old', { expires: Date.now() - 1 }),
    link('off', { revoked: true }),
  ];
  renderLinks(link('poster'), ...closed);
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
  expect(rowOf('poster').getByText(/for 5 more people/)).toBeTruthy();
  expect(screen.getByText('3 links are used up, expired or revoked.')).toBeTruthy();
});

it('KEY-4 a link is revoked after a confirmation, and the list loads again', async () => {
  server.revokeLink.mockResolvedValue(undefined as never);
  const { user, onChanged } = renderLinks(link('poster'));
  await user.click(rowOf('poster').getByRole('button', { name: /Revoke link…/ }));
  expect(server.revokeLink).not.toHaveBeenCalled();
  expect(rowOf('poster').getByText(/People who are already in stay/)).toBeTruthy();
  await user.click(rowOf('poster').getByRole('button', { name: 'Revoke link' }));
  expect(server.revokeLink).toHaveBeenCalledExactlyOnceWith('circle', 'link-poster');
  expect(onChanged).toHaveBeenCalledOnce();
});

it('KEY-4 a link that could not be revoked stays, with the reason', async () => {
  server.revokeLink.mockRejectedValue(
    new ApiProblem(409, { code: 'fault', message: 'Not now.' } as never),
  );
  const { user, onChanged } = renderLinks(link('poster'));
  await user.click(rowOf('poster').getByRole('button', { name: /Revoke link…/ }));
  await user.click(rowOf('poster').getByRole('button', { name: 'Revoke link' }));
  expect(rowOf('poster').getByText('Not now.')).toBeTruthy();
  expect(onChanged).not.toHaveBeenCalled();
});

it('KEY-4 cancel keeps the link', async () => {
  const { user } = renderLinks(link('poster'));
  await user.click(rowOf('poster').getByRole('button', { name: /Revoke link…/ }));
  await user.click(rowOf('poster').getByRole('button', { name: 'Cancel' }));
  expect(server.revokeLink).not.toHaveBeenCalled();
  expect(rowOf('poster').getByRole('button', { name: /Revoke link…/ })).toBeTruthy();
});

it('WAY-2 a named invitation for many people is made, shown once and can be copied', async () => {
  server.makeLink.mockResolvedValue({
    id: 'new',
    url: 'https://x.test/join#abc',
    expires: 0,
  } as never);
  const { user, onChanged } = renderLinks();
  await user.click(press('Make a link'));
  await user.type(screen.getByRole('textbox', { name: /Name of the link/ }), 'library poster');
  const count = screen.getByRole('spinbutton', { name: 'For how many people' });
  await user.clear(count);
  await user.type(count, '12');
  await user.click(press('Make the link'));
  expect(server.makeLink).toHaveBeenCalledExactlyOnceWith('circle', {
    role: 'participant',
    label: 'library poster',
    uses: 12,
  });
  expect(screen.getByText(/It’s shown only now/)).toBeTruthy();
  expect(screen.getByLabelText('Invitation link')).toHaveProperty(
    'value',
    'https://x.test/join#abc',
  );
  expect(onChanged).toHaveBeenCalledOnce();
});

it('KEY-4 a facilitator link is for one person, with the keyboard alone', async () => {
  server.makeLink.mockResolvedValue({
    id: 'new',
    url: 'https://x.test/join#abc',
    expires: 0,
  } as never);
  const { user } = renderLinks();
  press('Make a link').focus();
  await user.keyboard('{Enter}');
  const participants = screen.getByRole('radio', { name: 'Participants' });
  expect(document.activeElement).toBe(participants);
  await user.keyboard('{ArrowRight}');
  expect(screen.queryByRole('spinbutton')).toBeNull();
  await user.tab();
  await user.keyboard('{Enter}');
  expect(server.makeLink).toHaveBeenCalledExactlyOnceWith('circle', {
    role: 'facilitator',
    label: '',
    uses: 1,
  });
  expect(screen.getByLabelText('Facilitator link')).toBeTruthy();
});

it('KEY-4 each further facilitator of a new circle gets a link, which a reload does not lose', async () => {
  const url = (n: number) => `https://x.test/join#${n}`;
  for (const n of [2, 3]) {
    server.makeLink.mockResolvedValueOnce({ id: `l${n}`, url: url(n) } as never);
  }
  const { user } = renderScreen(<AnotherFacilitator circle="new" />);
  for (const n of [2, 3]) {
    await user.click(press('A link for another facilitator'));
    expect(screen.getByLabelText(`Facilitator link ${n}`)).toHaveProperty('value', url(n));
  }
  expect(server.makeLink).toHaveBeenLastCalledWith('new', {
    ...{ role: 'facilitator', label: '', uses: 1 },
  });
  cleanup();
  renderScreen(<AnotherFacilitator circle="new" />);
  expect(screen.getByLabelText('Facilitator link 3')).toHaveProperty('value', url(3));
  cleanup();
  forgetFacilitatorLinks('new');
  renderScreen(<AnotherFacilitator circle="new" />);
  expect(screen.queryByLabelText(/^Facilitator link/)).toBeNull();
});

it('TXT-1 a refused link says at the field what is wrong, and the form stays filled in', async () => {
  server.makeLink.mockRejectedValue(
    new ApiProblem(400, {
      code: 'invalid',
      message: 'Please check.',
      fields: { uses: 'At most 200 people.' },
    } as never),
  );
  const { user } = renderLinks();
  await user.click(press('Make a link'));
  await user.type(screen.getByRole('textbox', { name: /Name of the link/ }), 'poster');
  await user.click(press('Make the link'));
  expect(screen.getByText('At most 200 people.')).toBeTruthy();
  expect(screen.getByRole('textbox', { name: /Name of the link/ })).toHaveProperty(
    'value',
    'poster',
  );
});
