import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { HmacKey } from '../../src/storage/chain/hmac.ts';
import { emptyHead } from '../../src/storage/port/store.ts';

const ofNode = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest('base64url');

describe('the seal of a commit', () => {
  it('LED-6 is HMAC-SHA-256, for keys and texts of every length and script', () => {
    const keys = ['', 'salt', Buffer.alloc(32, 7), 'k'.repeat(64), Buffer.alloc(65, 9), 'ü🌿'];
    const texts = [
      '',
      'a',
      'ü🌿\u2028',
      'half \ud83c',
      ...[63, 64, 65, 21_824, 22_000, 70_000].map((n) => '語'.repeat(n)),
    ];
    for (const key of keys) {
      const signing = new HmacKey(key);
      for (const text of texts) expect(signing.sign(text)).toBe(ofNode(key, text));
    }
  });

  it('LED-6 takes another key without a trace of the one before', () => {
    const key = new HmacKey('x'.repeat(60));
    for (const next of ['y', Buffer.alloc(64, 1), '']) {
      expect(key.replace(next).sign('text')).toBe(ofNode(next, 'text'));
    }
  });

  it('LED-13 computes the digest of a command once, and it is the one that retries find', () => {
    const codec = new CommitCodec(Buffer.alloc(32, 7));
    const command = { by: 'ash', id: 'command-1' };
    const digest = codec.commandDigest('book', command);
    const sign = vi.spyOn(HmacKey.prototype, 'sign');
    const decision = {
      at: 1,
      nextDeadline: null,
      command: { ...command, digest },
      events: [{ type: 'Written' as const }],
    };
    const { append } = codec.encode('book', emptyHead, decision);
    expect(sign).toHaveBeenCalledOnce();
    sign.mockRestore();
    expect(append.command?.digest).toBe(digest);
    expect(codec.encode('book', emptyHead, { ...decision, command }).append).toEqual(append);
  });
});
