/** The inbox of the client library without a connection: requests stand in for it (ALR-6). */
import { ApiProblem, connectInbox } from '@holdspace/client';
import type { InboxAlert } from '@holdspace/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

/** Nothing listens there. */
const url = 'http://127.0.0.1:9';
const alert = (id: string, state: InboxAlert['state']): InboxAlert => ({
  ...{ id, kind: 'help', circle: 'c', at: 1, since: 1, yours: true, state },
});

const open = (inbox: () => Promise<readonly InboxAlert[]>) => {
  const connection = connectInbox({ url, api: { inbox }, random: () => 0 });
  onTestFinished(() => connection.close());
  return connection;
};

describe('an inbox without a connection', () => {
  it('ALR-6 shows what requests answer, and counts it', async () => {
    const all = [alert('a', 'open'), alert('b', 'taken'), alert('c', 'open')];
    const connection = open(async () => all);
    await vi.waitFor(() => expect(connection.getSnapshot().inbox?.alerts).toEqual(all));
    expect(connection.getSnapshot()).toMatchObject({
      ...{ status: 'connecting', inbox: { counts: { open: 2, taken: 1 } } },
    });
  });

  it('STF-3 is empty once its person is of the staff no more', async () => {
    const refused = new ApiProblem(404, { code: 'not-here', message: '' });
    const connection = open(() => Promise.reject(refused));
    const status = () => connection.getSnapshot();
    await vi.waitFor(() => expect(status().status).toBe('signed-out'));
    expect(status().inbox).toBeNull();
  });
});
