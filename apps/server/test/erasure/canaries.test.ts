/**
 * A canary in every text and name, and a search of the bytes of every file for it: it is found
 * while it is promised to be there, and in no file, backup, log or metric after its end.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LinkId, PersonId, ProposalId } from '@holdspace/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { memberContext, systemContext } from '../../src/ledger/command-context.ts';
import { exportStore } from '../../src/storage/backup/transfer.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import {
  beginMeeting,
  type RealtimeFixture,
  startRealtimeFixture,
} from '../realtime/realtime-fixture.ts';
import { circleId, sessionOf } from '../realtime/seeded-circle.ts';
import type { TestClient } from '../realtime/test-client.ts';
import { startTestRedis } from '../storage/redis-fixture.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { folderForTest } from '../storage/store-helpers.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const redis = startTestRedis();

const bytesIn = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name))),
  );

/** What is to be looked for, by what it is the text of. */
class Canaries {
  readonly #all = new Map<string, string>();

  text(of: string): string {
    const known = this.#all.get(of) ?? `canary${randomBytes(9).toString('hex')}`;
    this.#all.set(of, known);
    return known;
  }
  /** Something that was made elsewhere. */
  watch(of: string, text: string): void {
    this.#all.set(of, text);
  }
  in(bytes: Buffer | string): string[] {
    return [...this.#all].filter(([, text]) => bytes.includes(text)).map(([of]) => of);
  }
  get names(): string[] {
    return [...this.#all.keys()];
  }
}

const kinds = [
  {
    kind: 'sqlite',
    async open(now: () => number) {
      const folder = folderForTest();
      return { folder, store: await openSqliteStore({ folder, now }) };
    },
  },
  {
    kind: 'redis',
    async open(now: () => number) {
      const { url, folder } = redis.redis;
      // Compressed, a file could hold a text that no search finds.
      await redis.adminClient.configSet('rdbcompression', 'no');
      return { folder, store: await openRedisStore({ url, now, prefix: 'canaries' }) };
    },
  },
] as const;

async function join_(
  fixture: RealtimeFixture,
  id: string,
  name: string,
  label: string,
): Promise<void> {
  const circle = await fixture.ledgers.circle(circleId);
  const expires = fixture.store.now() + 30 * day;
  const link = `l_${id}` as LinkId;
  const invite = { do: 'invite', role: 'participant', uses: 1, link, label } as const;
  await circle.handle({ ...invite, hash: `in-${id}`, expires }, systemContext);
  await circle.handle(
    {
      ...{ do: 'redeem', hash: `in-${id}`, browser: null, signedIn: null, name },
      fresh: id as PersonId,
      session: { session: sessionOf(id), until: expires, mark: null },
      ...{ code: `code-${id}`, replaces: null },
    },
    systemContext,
  );
}

describe.each(kinds)('canaries in every text, with $kind', ({ open }) => {
  it('PRV-1 PRV-4 PRV-11 are found until their end, and in no file afterwards', {
    timeout: 120_000,
  }, async () => {
    const clock = { ahead: 0 };
    const now = () => Date.now() + clock.ahead;
    const { folder, store }: { folder: string; store: Store } = await open(now);
    onTestFinished(() => store.close());
    const canaries = new Canaries();
    const canary = (of: string) => canaries.text(of);
    const fixture = await startRealtimeFixture({
      store,
      settings: { retention: 2 * hour, aftercare: minute },
    });

    const circle = await fixture.ledgers.circle(circleId);
    const names = { name: canary('circle name'), purpose: canary('purpose') };
    await circle.handle({ do: 'rename', ...names }, systemContext);
    const changeAgreements = (clauses: readonly { readonly text: string }[]) => {
      const basedOn = circle.state.agreements.version;
      const command = { do: 'change-agreements', clauses, kind: 'wording', basedOn } as const;
      return circle.handle(command, systemContext);
    };
    await changeAgreements([{ text: canary('agreement') }]);
    await join_(fixture, 'zoe', canary('name of zoe'), canary('label of zoe'));
    await join_(fixture, 'mona', canary('name of mona'), canary('label of mona'));
    const guide = { phases: { opening: { words: canary('guide') } } };
    await circle.handle({ do: 'set-guide', guide }, systemContext);
    const propose = (by: string) =>
      circle.handle(
        {
          ...{ do: 'propose-change', proposal: `x_${by}` as ProposalId, change: { what: 'new' } },
          ...{ text: canary(`${by} proposal`), why: canary(`${by} why`), key: canary(`${by} key`) },
        },
        memberContext(by as PersonId),
      );
    expect([await propose('zoe'), await propose('mona')]).toEqual([{ ok: true }, { ok: true }]);
    const [fern, ben, cleo, zoe] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo', 'zoe')) as [
      ...[TestClient, TestClient, TestClient, TestClient],
    ];
    const plain = `plain-${randomBytes(9).toString('hex')}`;
    canaries.watch('command id', plain);
    canaries.watch(
      'digest',
      testCodec.commandDigest(`meeting:m_${circleId}`, { by: 'ben', id: plain }),
    );
    expect(await ben.ask({ do: 'say', text: canary('said') }, plain)).toEqual({ ok: true });
    await ben.do({ do: 'say', text: canary('noted text'), note: canary('content note') });
    await zoe.do({ do: 'say', text: canary('zoe said') });
    await cleo.do({ do: 'say', text: canary('cleo said') });
    await cleo.do({ do: 'say', text: canary('quoted'), note: canary('quoted note') });
    await fern.do({ do: 'set-floor', mode: 'hands' });
    expect(await ben.ask({ do: 'say', text: canary('refused') })).toEqual({
      refused: 'not-your-turn',
    });
    await fern.do({ do: 'start-round', prompt: canary('prompt'), order: ['ben'] as never });
    await ben.do({ do: 'note', text: canary('private note') });
    await cleo.do({ do: 'note', text: canary('cleo note') });
    await zoe.do({ do: 'ask-help', kind: 'word', text: canary('zoe help') });
    await ben.do({ do: 'ask-help', kind: 'word', text: canary('help') });
    await ben.do({ do: 'report', target: { who: 'zoe' }, text: canary('report') });
    await ben.sync();
    const messageOf = (of: string) =>
      ben.view.timeline.find(({ text }) => text === canary(of))?.id ?? '';
    for (const said of ['quoted', 'zoe said']) {
      await ben.do({ do: 'report', target: { message: messageOf(said) }, text: canary('report') });
    }
    await zoe.do({ do: 'report', target: { who: 'ben' }, text: canary('zoe report') });
    await fern.do({ do: 'nudge', who: 'ben', note: canary('receipt') });
    await fern.do({ do: 'back-channel', text: canary('back-channel') });
    await ben.sync();
    const receipt = ben.view.mine.receipts[0]?.id ?? '';
    await ben.do({ do: 'appeal', receipt, text: canary('appeal') });
    await ben.do({ do: 'feedback', text: canary('feedback') });
    await ben.do({ do: 'intend', text: canary('intention') });
    await zoe.do({ do: 'intend', text: canary('zoe intention') });
    const never = ['command id', 'refused'];

    /** The names of canaries in the files, in a backup of now, in metrics and in the log. */
    const found = async () => {
      const backup = join(folderForTest(), 'backup.gz');
      await exportStore(store, testCodec, backup);
      const inBackup = canaries.in(gunzipSync(readFileSync(backup)));
      const beside = canaries.in(
        (await fixture.registry.metrics()) + JSON.stringify(fixture.failures.map(String)),
      );
      return { files: canaries.in(bytesIn(folder)).sort(), backup: inBackup.sort(), beside };
    };
    let there = canaries.names.filter((each) => !never.includes(each));
    /** From now on these are found nowhere, and all others that were found still are. */
    const gone = async (...over: string[]) => {
      there = there.filter((each) => !over.includes(each));
      const files = there.toSorted();
      const backup = files.filter((each) => each !== 'digest');
      await vi.waitFor(async () => expect(await found()).toEqual({ files, backup, beside: [] }), {
        timeout: 20_000,
        interval: 200,
      });
    };
    const pass = async (time: number) => {
      await fixture.stop();
      clock.ahead += time;
      await fixture.start();
      // Their membership may be over by then too.
      await fixture.connect('Fern').catch(() => null);
      await store.sweep();
    };

    // The control: the search sees each of them while it is promised to be there.
    await gone();
    await cleo.do({ do: 'erase-mine' });
    await gone('cleo said', 'cleo note');
    expect(await zoe.ask({ do: 'forget-me' })).toEqual({ ok: true });
    // Her link was for her alone, so what it was called goes too.
    await gone(
      'name of zoe',
      'label of zoe',
      'zoe said',
      'zoe help',
      'zoe report',
      'zoe intention',
      ...['zoe proposal', 'zoe why', 'zoe key'],
    );
    await circle.handle({ do: 'rename', name: 'Another', purpose: '' }, systemContext);
    await changeAgreements([]);
    await circle.handle({ do: 'set-guide', guide: null }, systemContext);
    await gone('circle name', 'purpose', 'guide');
    const proposal = 'x_mona' as ProposalId;
    const tally = { yes: 0, canLiveWithIt: 0, notYet: 0 };
    await circle.handle({ do: 'lay-aside-proposal', proposal, tally }, systemContext);
    // AGR-3: nobody can tell any more who answered what.
    await gone('mona key');
    // AGR-1: a text stays as long as somebody agreed to it, and nothing else, last.
    const { version } = circle.state.agreements;
    await circle.handle({ do: 'agree', version }, memberContext('mona' as PersonId));
    await gone('agreement');
    await fern.do({ do: 'close' });
    await pass(16 * minute);
    await gone('digest');
    await pass(2 * hour);
    await gone('said', 'noted text', 'content note', 'prompt');
    const again = await fixture.connect('Fern');
    for (const thread of again.view.desk?.threads ?? []) {
      if (thread.by === 'ben' && thread.kind === 'help') {
        await again.do({ do: 'answer', thread: thread.id, text: canary('answer') });
      }
    }
    for (const { id } of again.view.desk?.reports ?? []) {
      if (!again.view.desk?.reports.some((each) => each.id === id && each.about !== 'ben'))
        continue;
      await again.do({
        do: 'set-report',
        report: id,
        state: 'closed',
        outcome: canary('outcome'),
      });
    }
    there.push('answer', 'outcome');
    await gone();
    await pass(31 * day);
    const deskWords = ['private note', 'help', 'report', 'back-channel', 'feedback'];
    // TXT-4: what its writer had erased was kept with the report of it.
    deskWords.push('quoted', 'quoted note');
    await gone(...deskWords, 'answer', 'outcome', 'mona proposal', 'mona why');
    // An appeal is kept until it is answered or its writer is forgotten, and the sentence with it.
    await pass(181 * day);
    await gone('name of mona', 'label of mona', 'intention', 'appeal', 'receipt');
    expect(there).toEqual([]);
  });
});
