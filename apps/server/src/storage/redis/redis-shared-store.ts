/**
 * What nodes exchange through Redis: news of appends on the channel of the ledger, and
 * boards with notes that go by themselves. Nothing of it is durable or believed: whoever can
 * speak on a channel can say anything, and the ledger checks it (live/ledger.ts).
 */
import type { Millis } from '@holdspace/core';
import type { PublishedCommit, SaltedWords, SharedStore } from '../port/store.ts';
import { gather } from './gather.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisKeys } from './redis-keys.ts';
import { scripts } from './redis-scripts.ts';

export function createRedisSharedStore(
  connection: RedisConnection,
  keys: RedisKeys,
  now: () => Millis,
): SharedStore {
  return {
    get reachable() {
      return connection.reachable;
    },
    onReachabilityChanged: (listener) => connection.onReachabilityChanged(listener),
    follow: (ledger, hear) =>
      connection.subscribe(keys.ledger(ledger).news, (message) => {
        const news = readPublishedCommit(message);
        if (news) hear(news);
      }),
    watchNotes: (board, changed) =>
      connection.subscribe(keys.board(board).changes, () => changed()),
    async publishNote(board, node, note, lease) {
      const { notes, changes } = keys.board(board);
      const hung = note === null ? ['0'] : ['1', note];
      const args = [String(now()), node, String(lease), ...hung];
      await connection.run(scripts.pin, [notes, changes], args);
    },
    async readNotes(boards) {
      const names = new Map(boards.map((board) => [keys.board(board).notes, board]));
      const hanging = new Map(boards.map((board) => [board, new Map<string, string>()]));
      for (const { key, cells } of await gather(connection, scripts.notes, [...names.keys()])) {
        const board = hanging.get(names.get(key) ?? '');
        for (let i = 0; i < cells.length; i += 2) {
          const [node = '', text = ''] = [cells[i], cells[i + 1]];
          const space = text.indexOf(' ');
          if (Number(text.slice(0, space)) > now()) board?.set(node, text.slice(space + 1));
        }
      }
      return hanging;
    },
  };
}

/**
 * `version log mac digest until`, the words as JSON, and the body to the end, with line feeds
 * between. The words are read on demand, and no node reads words that it already
 * has.
 */
function readPublishedCommit(message: string): PublishedCommit | null {
  const first = message.indexOf('\n');
  const second = message.indexOf('\n', first + 1);
  const [version = '', log = '', mac = '', digest = '', until = ''] = message
    .slice(0, Math.max(first, 0))
    .split(' ');
  if (second < 0 || !/^\d{1,15}$/.test(version)) return null;
  let words: readonly SaltedWords[] | null = null;
  return {
    log,
    entry: { version: Number(version), mac, body: message.slice(second + 1) },
    command: digest === '' ? null : { digest, version: Number(version), until: Number(until) },
    get words() {
      words ??= readWords(message.slice(first + 1, second));
      return words;
    },
  };
}

function readWords(json: string): readonly SaltedWords[] {
  try {
    const read: unknown = JSON.parse(json);
    return Array.isArray(read) ? read.filter(isWords) : [];
  } catch {
    return [];
  }
}

const isWords = (each: unknown): each is SaltedWords =>
  typeof each === 'object' &&
  each !== null &&
  ['slot', 'salt', 'text'].every((name) => typeof Reflect.get(each, name) === 'string');
