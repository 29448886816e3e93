import { describe, expect, it } from 'vitest';
import { isFormatErrors, parseRehearsal } from '../src/format/parse-rehearsal.ts';
import type { Rehearsal } from '../src/format/rehearsal.ts';

const head = `title: A test
circle: {admit: everyone, offer: 3s}
people:
  ada: {role: facilitator}
  ben: {seat: sharer, name: Ben B}
  cleo: {seat: listener, arrives: later}
play:
`;

function read(play: string, before = head): Rehearsal {
  const parsed = parseRehearsal('a.yaml', before + play);
  if (isFormatErrors(parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
}
function faults(play: string, before = head) {
  const parsed = parseRehearsal('a.yaml', before + play);
  return isFormatErrors(parsed) ? parsed : [];
}

describe('a valid file', () => {
  it('is read with its people and settings', () => {
    const { title, circle, people } = read('  - {by: ada, do: begin}\n');
    expect(title).toBe('A test');
    expect(circle).toEqual({ admit: 'everyone', offer: '3s' });
    expect(people.get('ben')).toEqual({
      role: 'participant',
      seat: 'sharer',
      name: 'Ben B',
      later: false,
    });
    expect(people.get('cleo')).toMatchObject({ name: 'cleo', seat: 'listener', later: true });
  });

  it('reads the stand-ins, and the begin and end of the meeting', () => {
    const before = head
      .replace('offer: 3s', 'starts: 2s, ends: 4s')
      .replace('name: Ben B', 'standIn: true');
    const { circle, people } = read('  - {by: ada, do: begin}\n', before);
    expect(circle).toEqual({ admit: 'everyone', starts: '2s', ends: '4s' });
    expect(people.get('ben')).toMatchObject({ standIn: true });
    expect(people.get('ada')).not.toHaveProperty('standIn');
  });

  it('can name reports, receipts and the person that a report is about', () => {
    const fine = [
      '  - {by: ben, do: report, target: {message: last of cleo}, text: a}',
      '  - {by: ben, do: report, target: {who: cleo}, text: a}',
      '  - {by: ada, do: set-report, report: last, state: seen}',
      '  - {by: ben, do: appeal, receipt: last, text: a}',
      '  - {expect: {as: ada, desk: {reports: [{about: cleo}]}, mine: {intention: {text: a}}}}',
    ];
    expect(faults(fine.join('\n'))).toEqual([]);
    const wrong = faults('  - {by: ben, do: report, target: {who: eli}, text: a}\n');
    expect(wrong.map(({ key }) => key)).toEqual(['play[0].target.who']);
  });

  it('is read step by step, each with its line', () => {
    const { play } = read(
      [
        '  - {by: ben, do: say, text: hello, refused: not-your-turn}',
        '  - {by: ben, do: drop}',
        '  - {expect: {as: cleo, frozen: true, holder: ben}, within: 2s}',
        '  - {expect: {as: cleo, offered: null}}',
        '  - {never: {as: ben, offered: cleo}, for: 500ms}',
        '  - {expect: {as: ben, never: {offered: cleo}, for: 1s}}',
        '  - {expect: {as: ben, never: {offered: cleo}}, for: 1s}',
        '  - {wait: 2s}',
        '  - {days later: 7}',
        '  - {repeat: {times: 3, play: [{by: ben, do: raise-hand}]}}',
        '  - {together: [{by: ben, do: take}, {by: ben, device: 2, do: enter}]}',
        '  - {fault: restart-server}',
        '  - {fault: {kill-node: 2}}',
        '  - {fault: {pause-redis: 3s}}',
        '  - {fault: {cut-node-from-redis: {node: 1, for: 500ms}}}',
        '  - {by: ada, do: resonate, turn: last of ben, kind: me too}',
        '  - {by: ada, do: admit, who: all}',
      ].join('\n'),
    );
    expect(play).toMatchObject([
      {
        kind: 'command',
        line: 8,
        by: 'ben',
        command: { do: 'say', text: 'hello' },
        refused: 'not-your-turn',
      },
      { kind: 'doing', line: 9, doing: 'drop' },
      { kind: 'expect', as: 'cleo', view: { frozen: true, holder: 'ben' }, within: 2000 },
      { kind: 'expect', view: { offered: null }, within: 1000 },
      { kind: 'never', as: 'ben', view: { offered: 'cleo' }, lasting: 500 },
      { kind: 'never', as: 'ben', view: { offered: 'cleo' }, lasting: 1000 },
      { kind: 'never', as: 'ben', view: { offered: 'cleo' }, lasting: 1000 },
      { kind: 'wait', wait: 2000 },
      { kind: 'time', days: 7, for: 0 },
      { kind: 'repeat', times: 3, play: [{ kind: 'command', line: 17 }] },
      { kind: 'together', play: [{ kind: 'command' }, { kind: 'doing', device: 2 }] },
      { kind: 'fault', fault: { do: 'restart-server' } },
      { kind: 'fault', fault: { do: 'kill-node', node: 2 } },
      { kind: 'fault', fault: { do: 'pause-redis', for: 3000 } },
      { kind: 'fault', fault: { do: 'cut-node-from-redis', node: 1, for: 500 } },
      { kind: 'command' },
      { kind: 'command' },
    ]);
  });
});

describe('a file that is not valid', () => {
  const cases: [string, string, { line: number; key: string; says: RegExp }][] = [
    [
      'an unknown person',
      '  - {by: dov, do: begin}',
      { line: 8, key: 'play[0].by', says: /Nobody.*dov.*ada, ben, cleo/ },
    ],
    [
      'an unknown command',
      '  - {by: ada, do: kick}',
      { line: 8, key: 'play[0].do', says: /kick.*remove/ },
    ],
    [
      'an unknown key of a command',
      '  - {by: ada, do: begin}\n  - {by: ben, do: say, txt: hello}',
      { line: 9, key: 'play[1].text', says: /Missing.*string/ },
    ],
    [
      'an unknown person in an order',
      '  - {by: ada, do: start-round, prompt: x, order: [ben, eve]}',
      { line: 8, key: 'play[0].order[1]', says: /Nobody.*eve/ },
    ],
    ['a day before', '  - {days later: -1}', { line: 8, key: 'play[0].days later', says: /./ }],
    ['a duration without unit', '  - {wait: 2}', { line: 8, key: 'play[0].wait', says: /it is 2/ }],
    [
      'a duration with a wrong unit',
      '  - {expect: {as: ben, frozen: true}, within: 2 hours}',
      { line: 8, key: 'play[0].within', says: /90s/ },
    ],
    [
      'an unknown refusal',
      '  - {by: ben, do: take, refused: no}',
      { line: 8, key: 'play[0].refused', says: /not-your-turn/ },
    ],
    [
      'a view key that no view has',
      '  - {never: {as: ben, offerd: cleo}, for: 1s}',
      { line: 8, key: 'play[0].never.offerd', says: /no “offerd”.*offered/ },
    ],
    [
      'a deep view key that no view has',
      '  - expect:\n      as: ben\n      timeline: {contains: [{by: ben, txt: hello}]}',
      { line: 10, key: 'play[0].expect.timeline.contains[0].txt', says: /no “txt”/ },
    ],
    [
      'an unknown person in a view',
      '  - {expect: {as: ben, hands: [eve]}}',
      { line: 8, key: 'play[0].expect.hands[0]', says: /Nobody.*eve/ },
    ],
    [
      'an unknown step',
      '  - {by: ada, do: begin}\n  - {sleep: 2s}',
      { line: 9, key: 'play[1]', says: /together/ },
    ],
    [
      'a wrong reference',
      '  - {by: ben, do: take-back, message: first}',
      { line: 8, key: 'play[0].message', says: /last of NAME/ },
    ],
    [
      'an unknown fault',
      '  - {fault: {kill-redis: 2}}',
      { line: 8, key: 'play[0].fault', says: /kill-redis.*restart-server/ },
    ],
    [
      'a fault that is two',
      '  - {fault: {kill-node: 2, start-node: 1}}',
      { line: 8, key: 'play[0].fault', says: /no fault/ },
    ],
    [
      'a node that is no number',
      '  - fault:\n      kill-node: two',
      { line: 9, key: 'play[0].fault.kill-node', says: /number.*"two"/ },
    ],
    [
      'a fault that lasts for no time',
      '  - {fault: {pause-redis: 3}}',
      { line: 8, key: 'play[0].fault.pause-redis', says: /it is 3/ },
    ],
    [
      'an unknown key of a fault',
      '  - fault: {cut-node-from-redis: {node: 1, during: 3s}}',
      { line: 8, key: 'play[0].fault.cut-node-from-redis.during', says: /no “during”.*for/ },
    ],
    [
      'a fault inside a repeat',
      '  - repeat:\n      times: 2\n      play:\n        - {by: eve, do: take}',
      { line: 11, key: 'play[0].repeat.play[0].by', says: /eve/ },
    ],
  ];
  for (const [what, play, { line, key, says }] of cases) {
    it(`names line and key of ${what}`, () => {
      const found = faults(play);
      expect(found.map((fault) => ({ line: fault.line, key: fault.key }))).toContainEqual({
        line,
        key,
      });
      expect(found.find((fault) => fault.key === key)?.message).toMatch(says);
    });
  }

  it('names settings, people and keys of the file itself', () => {
    const found = faults(
      '  - {by: ada, do: begin}',
      `title: A test
circle: {admit: anybody, ofer: 3s, seats: many}
people:
  ada: {role: moderator, sat: sharer}
plays: []
play:
`,
    );
    expect(found.map(({ line, key }) => `${line} ${key}`).sort()).toEqual(['5 plays']);
    const inside = faults(
      '  - {by: ada, do: begin}',
      `title: A test
circle: {admit: anybody, ofer: 3s, seats: many}
people:
  ada: {role: moderator, sat: sharer}
play:
`,
    );
    expect(inside.map(({ line, key }) => `${line} ${key}`).sort()).toEqual([
      '2 circle.admit',
      '2 circle.ofer',
      '2 circle.seats',
      '4 people.ada.role',
      '4 people.ada.sat',
    ]);
    expect(inside.find(({ key }) => key === 'circle.ofer')?.message).toMatch(/offeredGrace/);
  });

  it('finds all faults at once', () => {
    expect(faults('  - {by: eve, do: begin}\n  - {by: ada, do: kick}\n')).toHaveLength(2);
  });

  it('reports the position of a YAML syntax error', () => {
    const [fault] = faults('  - {by: ada, do: begin\n  - {by: ada}\n');
    expect(fault?.line).toBeGreaterThanOrEqual(8);
    expect(fault?.message).not.toBe('');
  });

  it('is calm about an empty file', () => {
    expect(isFormatErrors(parseRehearsal('a.yaml', ''))).toBe(true);
  });
});

describe('the environment of a file', () => {
  const on = (store: 'sqlite' | 'redis' | 'redis-cluster', nodes: number, fault: string) => {
    const parsed = parseRehearsal('a.yaml', `${head}  - {fault: ${fault}}\n`, { store, nodes });
    return isFormatErrors(parsed)
      ? parsed.map(({ line, key, message }) => [line, key, message])
      : [];
  };
  const at = (says: RegExp) => [[8, 'play[0].fault', expect.stringMatching(says)]];

  it('bears every fault with Redis and enough nodes', () => {
    for (const fault of [
      'restart-server',
      'restart-redis',
      '{kill-node: 3}',
      '{start-node: 3}',
      '{pause-redis: 3s}',
      '{cut-node-from-redis: {node: 3, for: 3s}}',
    ]) {
      expect(on('redis', 3, fault)).toEqual([]);
    }
    expect(on('sqlite', 1, '{kill-node: 1}')).toEqual([]);
    expect(on('redis-cluster', 1, '{pause-redis: 3s}')).toEqual([]);
  });

  it('is named when it cannot inject a fault, with the options that help', () => {
    expect(on('sqlite', 1, '{kill-node: 2}')).toEqual(at(/no node 2.*--store redis --nodes 3/));
    expect(on('redis', 3, '{start-node: 4}')).toEqual(at(/no node 4.*--nodes 4/));
    for (const fault of ['restart-redis', '{pause-redis: 1s}']) {
      expect(on('sqlite', 1, fault)).toEqual(at(/-redis” needs Redis.*--store redis/));
    }
    const cut = '{cut-node-from-redis: {node: 1, for: 1s}}';
    expect(on('sqlite', 1, cut)).toEqual(at(/needs Redis/));
    expect(on('redis-cluster', 1, cut)).toEqual(at(/single Redis/));
  });
});
