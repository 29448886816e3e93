/**
 * The connection between a page and its server: networks that block WebSocket, stopped servers,
 * wrong clocks. `network-proxy.ts` is the network of each person.
 */
import { button, composer, enter, isIn, message, say } from './doing.ts';
import { expect, type Person, picture, test } from './fixtures.ts';

/** The transports that this page uses. */
const streams = ({ page }: Person) => {
  const seen = { stream: 0, sockets: 0 };
  page.on('request', (request) => {
    if (request.url().endsWith('/stream')) seen.stream++;
  });
  page.on('websocket', () => seen.sockets++);
  return seen;
};

test('CON-4 behind a proxy that refuses WebSocket, a whole circle uses plain HTTPS by itself', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const north = await people.arrive('North Star');
  const heron = await people.arrive('Quiet Heron', 'phone');
  for (const { line } of [north, heron]) line.refuseTunnels();
  const seen = streams(heron);
  await enter(north, circle.facilitator);
  await button(north.page, 'Begin').click();
  await enter(heron, circle.invitation);
  expect(seen.stream).toBeGreaterThan(0);
  const river = await company.arrive(circle.invitation, 'River Stone');

  await say(heron.page, 'Over plain HTTPS.');
  await river.sees(({ timeline }) => timeline.at(-1)?.text === 'Over plain HTTPS.');
  await river.act({ do: 'say', text: 'I read you.' });
  await expect(message(heron.page, 'I read you.')).toHaveCount(1);
  await expect(message(north.page, 'I read you.')).toHaveCount(1);

  const me = river.view?.people.find(({ name }) => name === 'Quiet Heron')?.id;
  const rowan = await company.arrive(
    (await circle.organiser.makeLink(circle.id, { role: 'facilitator' })).url,
    'Rowan',
  );
  await rowan.sees((view) => view.mine.whereabouts === 'in');
  await rowan.act({ do: 'start-round', prompt: 'How are you?', order: [me] as never });
  await heron.page
    .getByRole('button', { name: /share$/i })
    .first()
    .click();
  await composer(heron.page).fill('I am well.');
  await button(heron.page, 'Send').click();
  await river.sees(({ timeline }) => timeline.at(-1)?.text === 'I am well.');
  await river.sees(({ holder }) => holder === me);

  // The tab remembers, and after a reload asks for no WebSocket first.
  const { sockets } = seen;
  await heron.page.reload();
  await expect(message(heron.page, 'I am well.')).toHaveCount(1);
  expect(seen.sockets).toBe(sockets);

  // On Leave now the stream ends at once.
  await heron.page.getByRole('link', { name: 'Leave now' }).click();
  await river.sees(({ people }) => people.find(({ id }) => id === me)?.here !== true);
});

test('CON-3 a page that cannot connect says why after ten seconds, and continues by itself', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const heron = await people.arrive('Quiet Heron', 'phone');
  await enter(heron, circle.invitation);
  heron.line.cut();
  const status = heron.page.getByRole('main');
  await expect(status.getByText('Connection lost')).toBeVisible({ timeout: 10_000 });
  await expect(status.getByText('We can’t reach the server')).toBeVisible({
    timeout: 15_000,
  });
  await picture(heron.page, 'con-3-unreachable');
  heron.line.mend();
  await button(heron.page, 'Try again').click();
  await expect(status.getByText('Connection lost')).toBeHidden({ timeout: 10_000 });

  // A new page: the loading page must end.
  heron.line.answerWith(
    200,
    '<h1>Welcome to our Wi-Fi</h1>',
    (url) => !/\.(js|css|woff2)$|\/c\//.test(url),
  );
  await heron.page.reload();
  await expect(status.getByText('Your network answered instead of us')).toBeVisible({
    timeout: 20_000,
  });
  await picture(heron.page, 'con-3-foreign');
  heron.line.mend();
  await isIn(heron.page);
});

test('CON-2 a device with a wrong clock counts by the clock of the server', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', turn: '3m' });
  const north = await people.arrive('North Star');
  await north.page.clock.install({ time: Date.now() + 14 * 60_000 });
  await enter(north, circle.facilitator);
  await button(north.page, 'Begin').click();
  const river = await company.arrive(circle.invitation, 'River Stone');
  await river.sees((view) => view.mine.whereabouts === 'in');
  await say(north.page, 'Hello');
  const rowan = await company.arrive(
    (await circle.organiser.makeLink(circle.id, { role: 'facilitator' })).url,
    'Rowan',
  );
  await rowan.sees((view) => view.mine.whereabouts === 'in');
  await rowan.act({ do: 'start-round', prompt: 'How are you?', order: [river.id] as never });
  await river.act({ do: 'take' });
  await expect(north.page.getByText('River Stone').first()).toBeVisible();
  await expect(north.page.getByText(/over by/)).toHaveCount(0);
  // Three hours back while the page is open.
  await north.page.clock.setSystemTime(Date.now() - 3 * 3_600_000);
  await north.page.clock.runFor(11_000);
  await expect(north.page.getByText(/over by/)).toHaveCount(0);
  await expect(north.page.getByRole('log').getByRole('heading', { level: 3 })).not.toContainText([
    'Yesterday',
  ]);
});
