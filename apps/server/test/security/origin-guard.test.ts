import { describe, expect, it } from 'vitest';
import { setupHints } from '../../src/config/setup-hints.ts';
import { createLog } from '../../src/ops/log.ts';
import { OriginGuard } from '../../src/security/origin-guard.ts';
import { errorBody, startHttpFixture, testSettings } from '../http/http-fixture.ts';

interface LoggedOrigin {
  readonly part?: string;
  readonly origin?: string;
  readonly wanted?: string;
}

function recordingLog() {
  const lines: LoggedOrigin[] = [];
  const log = createLog('warn', { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, refused: () => lines.filter(({ part }) => part === 'origin') };
}

function createGuard(publicUrl: string | null = null) {
  const { log, refused } = recordingLog();
  const time = { now: 0 };
  return { guard: new OriginGuard({ publicUrl }, log, () => time.now), refused, time };
}

describe('CON-3 the log of refused origins', () => {
  it('CON-3 names the origin that was seen and the one that is wanted', () => {
    const { guard, refused } = createGuard('https://circle.example.org');
    guard.allowsConnection({ origin: 'http://circle.example.org', host: 'backend:3000' });
    expect(refused()).toMatchObject([
      { origin: 'http://circle.example.org', wanted: 'https://circle.example.org' },
    ]);
  });

  it('CON-3 names the Host that a proxy made of it, where no address is set', () => {
    const { guard, refused } = createGuard();
    const headers = { origin: 'http://circle.local:8080', host: 'backend:3000' };
    expect(guard.judgeWrite(headers)).toBe('wrong-address');
    expect(refused()).toMatchObject([
      { origin: 'http://circle.local:8080', wanted: 'http://backend:3000' },
    ]);
  });

  it('CON-3 says each origin once a minute, whichever way it comes', () => {
    const { guard, refused, time } = createGuard();
    const foreign = { origin: 'http://a.example', host: 'b.example' };
    const ask = () => {
      guard.allowsConnection(foreign);
      guard.judgeWrite(foreign);
      guard.judgeWrite({ ...foreign, 'sec-fetch-site': 'cross-site' });
    };
    ask();
    time.now = 59_000;
    ask();
    expect(refused()).toHaveLength(1);
    time.now = 61_000;
    ask();
    expect(refused()).toHaveLength(2);
  });

  it('CON-3 is bounded, and holds no path, no name of a user and nothing long', () => {
    const { guard, refused, time } = createGuard();
    const judge = (origin: string) => guard.judgeWrite({ origin, host: 'b.example' });
    for (let i = 0; i < 500; i++) judge(`http://${i}.example`);
    expect(refused()).toHaveLength(64);
    time.now = 61_000;
    judge('http://rosa:secret@a.example/j#token');
    judge('no origin at all');
    judge(`http://${'long.'.repeat(60)}example`);
    const [, ...late] = refused().slice(63);
    expect(late.map(({ origin }) => origin?.slice(0, 20))).toEqual([
      'http://a.example',
      'unreadable',
      'http://long.long.lon',
    ]);
    expect(JSON.stringify(late)).not.toMatch(/rosa|secret|token/);
    for (const { origin } of late) expect(origin?.length).toBeLessThanOrEqual(120);
  });

  it('CON-3 is silent for our own page and for programs', () => {
    const { guard, refused } = createGuard();
    const host = 'b.example';
    expect(guard.allowsConnection({ origin: 'https://b.example', host })).toBe(true);
    expect(guard.judgeWrite({ host })).toBe('allowed');
    expect(refused()).toEqual([]);
  });
});

describe('CON-3 a page at an address that is not set up', () => {
  it('CON-3 gets the refusal and the address to use instead', async () => {
    const { log, refused } = recordingLog();
    const house = await startHttpFixture({ PUBLIC_URL: 'https://circle.example.org' }, log);
    const look = await house
      .visitor()
      .ask('POST', '/api/links/look', { token: 'x' }, { origin: 'http://10.0.0.5:3000' });
    expect(look.statusCode).toBe(403);
    expect(errorBody(look)).toMatchObject({ code: 'wrong-address' });
    expect(errorBody(look).message).toContain('https://circle.example.org');
    expect(refused()).toHaveLength(1);
  });

  it('CON-3 says nothing to another site', async () => {
    const house = await startHttpFixture({ PUBLIC_URL: 'https://circle.example.org' });
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const look = await house.visitor().ask('POST', '/api/links/look', { token: 'x' }, headers);
    expect(look.statusCode).toBe(404);
    expect(look.body).not.toContain('circle.example.org');
  });

  it('CON-3 is foreseen by check-config where a proxy is named and no address is', () => {
    const proxy = { HOLDSPACE_TRUST_PROXY: '127.0.0.1' };
    expect(setupHints(testSettings(proxy)).join()).toContain('PUBLIC_URL is not set');
    expect(
      setupHints(testSettings({ ...proxy, PUBLIC_URL: 'https://circle.example.org' })),
    ).toEqual([]);
  });
});

it('CON-2 every answer below /api carries the time of the server', async () => {
  const house = await startHttpFixture();
  for (const path of ['/api/me', '/api/circles/c_none/card']) {
    const { headers } = await house.visitor().ask('GET', path);
    expect(headers['holdspace-now']).toBe(String(house.clock.now));
  }
});
