// @vitest-environment happy-dom
/** Ways to be alerted: of the house in the settings, and of one person (ALR-2, ALR-4). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import {
  galleryChannels,
  galleryOwnChannels,
  noChannels,
  noOwnChannels,
} from '../../src/gallery/fixtures-house.ts';
import { tabStorage } from '../../src/lib/storage/storage.ts';
import { testText } from '../../src/organiser/channels/channel-texts.ts';
import { ChannelsSection } from '../../src/organiser/channels/channels-section.tsx';
import { OwnChannelsPart } from '../../src/organiser/channels/own-channels.tsx';
import { StaffSessionProvider } from '../../src/organiser/page/staff-session.ts';
import { reachesSomebody, unreachedStaff } from '../../src/organiser/today/alert-readiness.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  setUpChannel: vi.fn<StaffApi['setUpChannel']>(),
  testChannel: vi.fn<StaffApi['testChannel']>(),
  removeChannel: vi.fn<StaffApi['removeChannel']>(),
  setOwnEmail: vi.fn<StaffApi['setOwnEmail']>(),
  removeOwnEmail: vi.fn<StaffApi['removeOwnEmail']>(),
  removePushDevice: vi.fn<StaffApi['removePushDevice']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
beforeEach(() => {
  for (const call of Object.values(server)) call.mockReset();
  for (const key of ['secret', 'url', 'name']) tabStorage.write(`staff:webhook:${key}`, null);
  tabStorage.write('staff:own-email', null);
});

const onChanged = vi.fn();
const card = (name: string) => within(screen.getByRole('article', { name }));
const button = (name: string | RegExp) => screen.getByRole('button', { name });

it('ALR-2 each way is off until it is set up, says what the other side learns, and why it cannot be', () => {
  renderScreen(<ChannelsSection overview={noChannels} onChanged={onChanged} />);
  for (const name of ['On phones and computers', 'By e-mail', 'Through another service']) {
    expect(card(name).getByText('off')).toBeTruthy();
    expect(card(name).getByText(/What the other side learns/)).toBeTruthy();
  }
  expect(card('By e-mail').getByText(/sets SMTP_URL and SMTP_FROM/)).toBeTruthy();
  expect(card('By e-mail').queryByRole('button')).toBeNull();
});

it('ALR-2 a webhook is set up by the keyboard, and its secret is shown once, also after a reload', async () => {
  server.setUpChannel.mockResolvedValue({ id: 'ch', secret: 'whsec_abc', learns: '' });
  const { user, update } = renderScreen(
    <ChannelsSection overview={noChannels} onChanged={onChanged} />,
  );
  button('Set up a service').focus();
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(
    screen.getByRole('textbox', { name: 'Address that is called' }),
  );
  await user.keyboard(' https://hooks.example.org/x {Enter}');
  expect(server.setUpChannel).toHaveBeenCalledExactlyOnceWith({
    url: 'https://hooks.example.org/x',
  });
  const secret = screen.getByLabelText('Secret of the webhook');
  expect(secret).toHaveProperty('value', 'whsec_abc');
  expect(document.activeElement).toBe(secret);
  update(<ChannelsSection key="again" overview={galleryChannels} onChanged={onChanged} />);
  expect(screen.getByLabelText('Secret of the webhook')).toBeTruthy();
  await user.click(button('Done'));
  expect(screen.queryByLabelText('Secret of the webhook')).toBeNull();
});

it('ALR-2 an address that is refused keeps what was typed, with the reason', async () => {
  const problem = { code: 'invalid', message: '', fields: { url: 'It needs https.' } };
  server.setUpChannel.mockRejectedValue(new ApiProblem(400, problem));
  const { user } = renderScreen(<ChannelsSection overview={noChannels} onChanged={onChanged} />);
  await user.click(button('Set up a service'));
  const field = screen.getByRole('textbox', { name: 'Address that is called' });
  await user.type(field, 'http://x{Enter}');
  expect(await screen.findByText('It needs https.')).toBeTruthy();
  expect(field).toHaveProperty('value', 'http://x');
});

it('ALR-4 a try is made now, and says truthfully what came of it', async () => {
  server.testChannel.mockResolvedValue({
    ...{ result: 'no-answer', detail: 'Nothing came within 10 seconds.', at: 0, attempts: [] },
  });
  const { user } = renderScreen(
    <ChannelsSection overview={galleryChannels} onChanged={onChanged} />,
  );
  expect(screen.getByText(/refused. The service answered with 410, Gone/)).toBeTruthy();
  expect(screen.getByText('Not tried yet.')).toBeTruthy();
  onChanged.mockReset();
  await user.click(button('Try it now Phone chain'));
  expect(server.testChannel).toHaveBeenCalledExactlyOnceWith('ch-hook');
  expect(onChanged).toHaveBeenCalledOnce();
  const outcome = { result: 'no-answer', detail: 'Nothing came.', at: Date.now() } as const;
  expect(testText(outcome)).toMatch(/no answer. Nobody knows whether it arrived. Nothing came.$/);
  expect(testText({ ...outcome, result: 'handed-over', detail: null })).toMatch(/handed over/);
});

it('ALR-2 a way is taken away after a question', async () => {
  server.removeChannel.mockResolvedValue(undefined);
  const { user } = renderScreen(
    <ChannelsSection overview={galleryChannels} onChanged={onChanged} />,
  );
  await user.click(button(/^Remove… Phone chain/));
  expect(server.removeChannel).not.toHaveBeenCalled();
  await user.click(button('Remove it'));
  expect(server.removeChannel).toHaveBeenCalledExactlyOnceWith('ch-hook');
});

it('ALR-2 one’s own address is saved and removed, other devices are turned off', async () => {
  for (const call of Object.values(server)) call.mockResolvedValue(undefined as never);
  const { user } = renderScreen(
    <OwnChannelsPart channels={galleryOwnChannels} onChanged={onChanged} />,
  );
  const field = screen.getByRole('textbox', { name: 'Your e-mail address for alerts' });
  await user.clear(field);
  await user.type(field, ' ada@example.net {Enter}');
  expect(server.setOwnEmail).toHaveBeenCalledExactlyOnceWith('ada@example.net');
  await user.click(button('Remove it'));
  expect(server.removeOwnEmail).toHaveBeenCalledOnce();
  await user.click(button('Turn off Chrome on Android'));
  expect(server.removePushDevice).toHaveBeenCalledExactlyOnceWith('d1');
});

it('ALR-2 a browser that cannot be pushed to says what would help', () => {
  renderScreen(<OwnChannelsPart channels={galleryOwnChannels} onChanged={onChanged} />);
  expect(screen.getByText(/Add to Home Screen/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Turn on for this device' })).toBeNull();
});

it('ALR-2 where nothing is set up, the page says who can', () => {
  renderScreen(<OwnChannelsPart channels={noOwnChannels} onChanged={onChanged} />);
  expect(screen.getByText(/An organiser can turn on more ways/)).toBeTruthy();
});

it('ALR-3 who is on call and reached by nothing is known', () => {
  expect(unreachedStaff(galleryChannels)).toEqual([]);
  const withoutHook = galleryChannels.channels.filter(({ kind }) => kind !== 'webhook');
  expect(unreachedStaff({ ...galleryChannels, channels: withoutHook })).toEqual(['staff-cleo']);
  expect(unreachedStaff({ ...galleryChannels, channels: [] })).toEqual(['staff-ben', 'staff-cleo']);
  const [first] = galleryChannels.organisers;
  const push = galleryChannels.channels.filter(({ kind }) => kind === 'push');
  const alone = { ...galleryChannels, onCall: [], channels: push };
  expect([unreachedStaff(alone), reachesSomebody(alone)]).toEqual([[], true]);
  const off = { ...alone, organisers: first ? [{ ...first, devices: 0 }] : [] };
  expect([unreachedStaff(off), reachesSomebody(off)]).toEqual([['staff-ada'], false]);
  expect(reachesSomebody({ ...off, organisers: [] })).toBe(false);
  expect(reachesSomebody(galleryChannels)).toBe(true);
});

it('ALR-2 a way that is on leads an organiser to turning it on for themselves, and back to the try', () => {
  const staff = { id: 'staff-ada', roles: ['organiser'] as const, guestCircles: [] };
  const session = { ...staff, recheck: () => undefined };
  renderScreen(
    <StaffSessionProvider value={session}>
      <ChannelsSection overview={galleryChannels} onChanged={onChanged} />
      <OwnChannelsPart channels={galleryOwnChannels} onChanged={onChanged} />
    </StaffSessionProvider>,
  );
  expect(card('On phones and computers').queryByText(/isn’t on at any device/)).toBeNull();
  expect(card('By e-mail').getByText(/You haven’t given an address yet/)).toBeTruthy();
  expect(card('By e-mail').getByRole('link', { name: 'Give your address' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Try whether it arrives' })).toBeTruthy();
});
