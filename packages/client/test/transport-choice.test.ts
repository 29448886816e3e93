import { describe, expect, it } from 'vitest';
import { TransportChoice } from '../src/transport-choice.ts';

const fresh = () => new TransportChoice('websocket');

describe('CON-4 the choice of the transport', () => {
  it('CON-4 a WebSocket that fails while plain HTTPS works is given up', () => {
    const choice = fresh();
    expect(choice.failed()).toBe(false);
    expect(choice.failed()).toBe(true);
    choice.httpsProbed(true);
    expect(choice.via).toBe('websocket');
    choice.failed();
    expect(choice.via).toBe('https');
  });

  it('CON-4 a server that is down says nothing about WebSocket', () => {
    const choice = fresh();
    for (let i = 0; i < 20; i++) {
      if (choice.failed()) choice.httpsProbed(false);
      expect(choice.via).toBe('websocket');
    }
    choice.opened();
    expect(choice.failed()).toBe(false);
  });

  it('CON-4 a server that starts in between is not taken for a network that blocks', () => {
    const choice = fresh();
    choice.failed();
    choice.failed();
    choice.httpsProbed(true);
    choice.opened();
    choice.failed();
    expect(choice.via).toBe('websocket');
  });

  it('CON-4 a WebSocket without any answer is given up at once', () => {
    const choice = fresh();
    choice.timedOut();
    expect(choice.via).toBe('https');
  });

  it('CON-4 a WebSocket that closes again and again after some seconds is given up too', () => {
    const choice = fresh();
    for (const lived of [9000, 9000, 120_000, 9000, 9000]) {
      choice.opened();
      choice.lost(lived);
      expect(choice.via).toBe('websocket');
    }
    choice.opened();
    choice.lost(9000);
    expect(choice.via).toBe('https');
  });

  it('CON-4 plain HTTPS that does not work either is left again', () => {
    const choice = new TransportChoice('https');
    choice.failed();
    expect(choice.via).toBe('https');
    choice.failed();
    expect(choice.via).toBe('websocket');
  });

  it('CON-4 after a trial with a false success, one failure is enough', () => {
    const choice = new TransportChoice('https');
    choice.retry();
    expect(choice.via).toBe('websocket');
    choice.failed();
    expect(choice.via).toBe('https');
  });
});
