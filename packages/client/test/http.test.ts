import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, abortAllRequests, api, CookieJar, linkTokenOf } from '../src/http.ts';
import { staffApi } from '../src/http-staff.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

type RecordedRequest = { readonly url: string; readonly init: RequestInit };

function answering(make: () => Response): RecordedRequest[] {
  const asked: RecordedRequest[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return Promise.resolve().then(make);
  });
  return asked;
}

describe('http', () => {
  it('EXIT-2 aborts running requests, and sends new ones afterwards', async () => {
    vi.stubGlobal(
      'fetch',
      (_url: string, { signal }: RequestInit) =>
        new Promise((_, reject) => signal?.addEventListener('abort', reject)),
    );
    const joining = api().redeem({ token: 'x' });
    abortAllRequests();
    await expect(joining).rejects.toMatchObject({ status: 0 });
    answering(() => Response.json({ organiser: false, circles: [] }));
    expect(await api().me()).toEqual({ organiser: false, circles: [] });
  });

  it('uses relative addresses in a browser, which sets cookies and Origin', async () => {
    const asked = answering(() => Response.json({ organiser: false, circles: [] }));
    expect(await api().me()).toEqual({ organiser: false, circles: [] });
    expect(asked[0]?.url).toBe('/api/me');
    expect(asked[0]?.init.headers).toEqual({ accept: 'application/json' });
  });

  it('stores cookies in the jar outside a browser', async () => {
    const jar = new CookieJar();
    const asked = answering(() =>
      Response.json({ kind: 'organiser' }, { headers: { 'set-cookie': 'hs=abc; HttpOnly' } }),
    );
    const person = api({ url: 'http://127.0.0.1:3000', jar });
    await person.redeem({ token: 'x' });
    await person.me();
    expect(asked[1]?.init.headers).toMatchObject({
      cookie: 'hs=abc',
      origin: 'http://127.0.0.1:3000',
    });
  });

  it('forgets a cookie that is taken away', () => {
    const jar = new CookieJar();
    jar.storeFrom(new Headers({ 'set-cookie': 'hs=abc' }));
    jar.storeFrom(new Headers({ 'set-cookie': 'hs=; Max-Age=0' }));
    expect(jar.header).toBe('');
  });

  it("gives the server's own words for what went wrong", async () => {
    const problem = { code: 'no-such-link', message: 'This link does not open anything now.' };
    answering(() => Response.json(problem, { status: 404 }));
    const failed = await api()
      .look('x')
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ApiProblem);
    expect(failed).toMatchObject({ status: 404, problem });
  });

  it('STF-5 asks for a page of the house record by what is given, and for its file as text', async () => {
    const asked = answering(() => Response.json([]));
    await staffApi().houseRecordPage({ order: 'newest', after: 12 });
    expect(asked[0]?.url).toBe('/api/house/record?order=newest&after=12&format=json');
    answering(
      () =>
        new Response('[{"seq":1}]', {
          headers: { link: '</api/house/record?limit=1&after=7>; rel="next"' },
        }),
    );
    expect(await staffApi().houseRecordPage()).toEqual({ items: [{ seq: 1 }], next: '7' });
    answering(() => new Response('<h1>A page of a proxy</h1>'));
    await expect(staffApi().houseRecordPage()).rejects.toMatchObject({
      problem: { code: 'not-ours' },
    });
    answering(() => new Response('seq,at\n1,2027'));
    expect(await staffApi().houseRecordFile()).toBe('seq,at\n1,2027');
  });

  it('is calm about an answer that is no JSON, and about none at all', async () => {
    answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(api().me()).rejects.toMatchObject({ status: 502, problem: { code: 'http-502' } });
    answering(() => {
      throw new TypeError('fetch failed');
    });
    await expect(api().me()).rejects.toMatchObject({ status: 0, problem: { code: 'offline' } });
  });

  it('PRV-5 takes the token from behind the #', () => {
    expect(linkTokenOf('http://127.0.0.1:3000/in#abc123')).toBe('abc123');
  });
});
