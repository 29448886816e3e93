/**
 * Scans Redis after a meeting, with another client library than the server: words are only in the
 * keys for words, every key has a hash tag, and words expire in time even while every node is
 * down.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Crowd, type CrowdCircle } from '../harness/crowd.ts';
import type { CrowdMember } from '../harness/crowd-member.ts';
import type { FaultRow, FaultRowContext, FaultTally } from '../harness/fault-row.ts';
import { History } from '../harness/history.ts';
import { waitUntilTrue } from '../harness/site.ts';

const retention = 4000;
/** What PEXPIRETIME says of a key without an expiry; of a key that is gone it says -2. */
const noExpiry = -1;

export const plaintextScan: FaultRow = {
  name: 'eye',
  title: 'what is in Redis, seen by another client',
  counts: { few: 1, full: 20 },
  // Redis removes expired keys ten times a second.
  within: { 'words gone after their time': 5000 },
  async run(context, tally) {
    for (let done = 0; done < context.count; context.progress(++done))
      await scanOnce(context, tally);
  },
};

async function scanOnce({ site: shared, dice }: FaultRowContext, tally: FaultTally): Promise<void> {
  const site = await shared();
  const canary = `canary${randomBytes(6).toString('hex')}`;
  const outside = new Redis(site.redis.url);
  const crowd = await Crowd.gather({
    ...{ urls: site.urls, organiser: site.organiser, history: new History(), dice },
    ...{ circles: 1, people: 4, settings: { retention: `${retention}ms` }, mark: canary },
  });
  try {
    const [{ guests, lead }] = crowd.circles as [CrowdCircle];
    await everyKindOfWords(guests as [CrowdMember, CrowdMember, CrowdMember, CrowdMember], canary);
    const found = await contents(outside);
    tally.sum('keys', found.size);
    let meetingWords: string | null = null;
    for (const [key, content] of found) {
      if (!/\{[^{}]+\}/.test(key)) tally.fault(`a key without a hash tag: ${key}`);
      if (key.includes(canary)) tally.fault(`words in the name of a key: ${key}`);
      const isOfWords = key.endsWith(':words');
      if (content.includes(canary) && !isOfWords) tally.fault(`words in ${key}`);
      if (isOfWords && content.includes(`${canary} said`)) meetingWords = key;
    }
    if (meetingWords === null) {
      tally.fault('the scan found none of the messages');
      return;
    }
    await lead.askOrFail({ do: 'close' });
    const expires = Number(await outside.pexpiretime(meetingWords));
    if (expires === noExpiry) tally.fault('the words of a closed meeting have no expiry');
    await Promise.all(site.nodes.members.map(({ process }) => process.kill()));
    await pause(Math.max(0, expires - Date.now()));
    const areErased = async () => !(await isTextPresent(outside, canary));
    const late = await waitUntilTrue(areErased, 'words go by themselves');
    tally.most('words gone after their time', late);
  } finally {
    crowd.close();
    outside.disconnect();
    await Promise.all(site.nodes.members.map(({ process }) => process.launch()));
    await site.heal();
  }
}

/** Sends every kind of text: messages, notes, desk entries, reports, sentences. */
async function everyKindOfWords(
  guests: readonly [CrowdMember, CrowdMember, CrowdMember, CrowdMember],
  canary: string,
) {
  const [lead, second, third, fourth] = guests;
  for (const guest of guests) await guest.askOrFail({ do: 'say', text: `${canary} said` });
  await third.askOrFail({ do: 'say', text: `${canary} said`, note: `${canary} noted` });
  await third.askOrFail({ do: 'ask-help', kind: 'word', text: `${canary} asked` });
  await fourth.askOrFail({ do: 'note', text: `${canary} privately` });
  await fourth.askOrFail({
    do: 'report',
    target: { who: third.person },
    text: `${canary} reported`,
  });
  await second.askOrFail({ do: 'back-channel', text: `${canary} between us` });
  await lead.askOrFail({ do: 'nudge', who: fourth.person, note: `${canary} kindly` });
  await fourth.askOrFail({ do: 'intend', text: `${canary} intended` });
}

/** The content of every key, as one text. */
async function contents(redis: Redis): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const key of await redis.keys('*')) {
    const kind = await redis.type(key);
    const read = {
      string: () => redis.get(key),
      hash: () => redis.hgetall(key),
      stream: () => redis.xrange(key, '-', '+'),
      zset: () => redis.zrange(key, '0', '-1'),
      set: () => redis.smembers(key),
      list: () => redis.lrange(key, 0, -1),
    }[kind];
    if (read) found.set(key, JSON.stringify(await read()));
    else if (kind !== 'none')
      throw new Error(`${key} is a ${kind}, which this scan does not read.`);
  }
  return found;
}

/** True while a message is stored; words of circle and desk are kept longer. */
const isTextPresent = async (redis: Redis, canary: string): Promise<boolean> =>
  [...(await contents(redis)).values()].some((content) => content.includes(`${canary} said`));
