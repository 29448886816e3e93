import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/ops/log.ts';
import { errorBody, startHttpFixture, tokenOf } from './http-fixture.ts';

describe('operations routes', () => {
  it('is live without any check, and ready only when its store is', async () => {
    const house = await startHttpFixture();
    const guest = house.visitor();
    expect((await guest.ask('GET', '/readyz')).json()).toEqual({ ok: true });
    vi.spyOn(house.app.ledgers.store, 'check').mockRejectedValue(new Error('secret-canary'));
    const ready = await guest.ask('GET', '/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ ok: false, failing: 'store' });
    expect((await guest.ask('GET', '/livez')).statusCode).toBe(200);
  });

  it('gives metrics to this machine or to a token, and to nobody behind a proxy', async () => {
    const token = 'a-token-of-some-length';
    const house = await startHttpFixture({ HOLDSPACE_METRICS_TOKEN: token });
    const guest = house.visitor();
    expect((await guest.ask('GET', '/metrics')).body).toContain('holdspace_http_seconds');
    const outside = { 'x-forwarded-for': '203.0.113.9' };
    expect((await guest.ask('GET', '/metrics', undefined, outside)).statusCode).toBe(404);
    const wrong = { ...outside, authorization: `Bearer ${token}x` };
    expect((await guest.ask('GET', '/metrics', undefined, wrong)).statusCode).toBe(404);
    const right = { ...outside, authorization: `Bearer ${token}` };
    expect((await guest.ask('GET', '/metrics', undefined, right)).statusCode).toBe(200);
  });

  it('publishes what every endpoint takes and gives as OpenAPI 3.1', async () => {
    const house = await startHttpFixture();
    const document = (await house.visitor().ask('GET', '/api/openapi.json')).json();
    const { Validator } = await import('@seriousme/openapi-schema-validator');
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/circles',
      '/api/circles/{circle}',
      '/api/circles/{circle}/agree',
      '/api/circles/{circle}/agreements',
      '/api/circles/{circle}/become-staff',
      '/api/circles/{circle}/card',
      '/api/circles/{circle}/desk',
      '/api/circles/{circle}/desk/reports/{report}',
      '/api/circles/{circle}/desk/threads/{thread}/answers',
      '/api/circles/{circle}/desk/threads/{thread}/close',
      '/api/circles/{circle}/desk/threads/{thread}/see',
      '/api/circles/{circle}/end',
      '/api/circles/{circle}/enter',
      '/api/circles/{circle}/feed',
      '/api/circles/{circle}/intention',
      '/api/circles/{circle}/kit',
      '/api/circles/{circle}/leave-for-good',
      '/api/circles/{circle}/links',
      '/api/circles/{circle}/links/{link}',
      '/api/circles/{circle}/meetings',
      '/api/circles/{circle}/meetings/{meeting}',
      '/api/circles/{circle}/meetings/{meeting}/appointment.ics',
      '/api/circles/{circle}/meetings/{meeting}/call-off',
      '/api/circles/{circle}/meetings/{meeting}/cover',
      '/api/circles/{circle}/meetings/{meeting}/debrief',
      '/api/circles/{circle}/meetings/{meeting}/debrief/entries',
      '/api/circles/{circle}/meetings/{meeting}/seat',
      '/api/circles/{circle}/pause',
      '/api/circles/{circle}/people',
      '/api/circles/{circle}/people/{person}/exclusion',
      '/api/circles/{circle}/people/{person}/remove-facilitator',
      '/api/circles/{circle}/people/{person}/stand-in',
      '/api/circles/{circle}/place',
      '/api/circles/{circle}/proposals',
      '/api/circles/{circle}/proposals/{proposal}',
      '/api/circles/{circle}/proposals/{proposal}/adopt',
      '/api/circles/{circle}/proposals/{proposal}/answer',
      '/api/circles/{circle}/proposals/{proposal}/lay-aside',
      '/api/circles/{circle}/record',
      '/api/circles/{circle}/resume',
      '/api/circles/{circle}/return-code',
      '/api/circles/{circle}/rhythm',
      '/api/circles/{circle}/sessions',
      '/api/circles/{circle}/sign-out-everywhere',
      '/api/cookie',
      '/api/feed/{file}',
      '/api/house/channels',
      '/api/house/channels/{id}',
      '/api/house/channels/{id}/test',
      '/api/house/keys',
      '/api/house/keys/{id}',
      '/api/house/me',
      '/api/house/me/carrying',
      '/api/house/me/channels',
      '/api/house/me/debriefs',
      '/api/house/me/email',
      '/api/house/me/meetings',
      '/api/house/me/passkeys',
      '/api/house/me/passkeys/options',
      '/api/house/me/passkeys/{passkey}',
      '/api/house/me/proof',
      '/api/house/me/proof/options',
      '/api/house/me/push',
      '/api/house/me/push/{device}',
      '/api/house/me/sessions/{session}',
      '/api/house/on-call',
      '/api/house/organisers',
      '/api/house/organisers/{id}',
      '/api/house/record',
      '/api/house/sign-out-everywhere',
      '/api/house/staff',
      '/api/house/staff/{id}',
      '/api/house/staff/{id}/email',
      '/api/house/staff/{id}/link',
      '/api/house/staff/{id}/passkeys/{passkey}',
      '/api/inbox',
      '/api/inbox/seen',
      '/api/inbox/{alert}',
      '/api/inbox/{alert}/take',
      '/api/kits',
      '/api/kits/preview',
      '/api/links/look',
      '/api/links/redeem',
      '/api/me',
      '/api/rhythm/preview',
      '/api/sign-out',
      '/api/staff/sign-in',
      '/api/staff/sign-in/options',
    ]);
    const body = document.paths['/api/circles'].post.requestBody.content['application/json'];
    expect(Object.keys(body.schema.properties)).toContain('minutes');
  });
});

describe('what logs and metrics say about faults and people', () => {
  it('a fault of ours shows a reference and nothing of the inside', async () => {
    const lines: string[] = [];
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    const house = await startHttpFixture({}, log);
    const organiser = await house.organiser();
    vi.spyOn(house.app.ledgers.store, 'append').mockRejectedValue(new Error('canary-words'));
    const response = await organiser.ask('POST', '/api/circles', {
      name: 'x',
      start: '2026-03-08T19:00:00Z',
    });
    expect(response.statusCode).toBe(500);
    const { code, reference } = errorBody(response);
    expect(code).toBe('fault');
    expect(reference).toMatch(/^[0-9A-Z]{4}$/);
    const line = lines.find((each) => each.includes(reference ?? '-'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      route: '/api/circles',
      err: { name: 'Error' },
    });
    expect(lines.join('')).not.toContain('canary');
    expect(response.body).not.toContain('canary');
  });

  it('PRV-5 words, names, links and addresses are in no log and in no figure', async () => {
    const lines: string[] = [];
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    const house = await startHttpFixture({}, log);
    const organiser = await house.organiser();
    const opened = await organiser.openCircle({
      name: 'canary-circle',
      purpose: 'canary-purpose',
      agreements: ['canary-agreement'],
    });
    const guest = house.visitor();
    guest.headers = { 'user-agent': 'canary-agent', referer: 'http://canary-referer/' };
    await guest.look(opened.invitation.url);
    await guest.join(opened.invitation.url, 'canary-name');
    await guest.ask('POST', '/api/links/redeem', '{"token": canary-garbled');
    await guest.ask('POST', '/api/links/look', { token: 'x', 'canary-key': 'canary-value' });
    await guest.ask('GET', '/api/circles/canary-path?canary=query');
    await guest.ask('GET', '/canary-nowhere');
    log.info({ name: 'canary-field', ip: '203.0.113.9' }, 'something');
    log.error({ err: new Error('canary-message') }, 'something');
    const output = lines.join('') + (await guest.ask('GET', '/metrics')).body;
    expect(lines.length).toBeGreaterThan(8);
    const secrets = [
      ...[opened.invitation.url, opened.facilitatorLink.url].map(tokenOf),
      ...guest.jar.values(),
      opened.id,
    ];
    for (const secret of ['canary', '127.0.0.1', '203.0.113', ...secrets]) {
      expect(output).not.toContain(secret);
    }
  });
});
