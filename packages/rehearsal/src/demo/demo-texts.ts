/** What the played people of the demo say. All of it is made up. */

export const demoCircle = {
  name: 'Tuesday evening circle',
  purpose: 'For people living with anxiety. We take turns, we listen, anyone may pass.',
} as const;

export const demoFacilitator = { key: 'rowan', name: 'Rowan' } as const;
export const demoSharers = [
  { key: 'heron', name: 'Quiet Heron' },
  { key: 'leaf', name: 'Amber Leaf' },
  { key: 'moon', name: 'Little Moon' },
] as const;
export const demoListener = { key: 'hill', name: 'Soft Hill' } as const;
export type SharerKey = (typeof demoSharers)[number]['key'];

export const openingTexts = [
  'Welcome, everybody. Before we begin, a breath together. Nothing is asked of you here.',
  'One of us speaks at a time. You can pass without a reason, and you can come back to it later.',
] as const;

export const arrivalTexts: Readonly<Record<SharerKey, string>> = {
  heron: 'Good evening. I came on foot today, it helped.',
  leaf: 'Hello all. Tea is ready, I am listening.',
  moon: 'Hi. First time back since June.',
};

export interface DemoRound {
  readonly prompt: string;
  /** An empty list passes. */
  readonly turns: Readonly<Record<SharerKey, readonly string[]>>;
  readonly after: string;
}

export const demoRounds: readonly DemoRound[] = [
  {
    prompt: 'What helped you this week, even a little?',
    turns: {
      heron: [
        'I called my sister back. We had not talked since the spring.',
        'It was a short call, mostly about her dog. Afterwards I slept.',
      ],
      leaf: ['Walking before work.', 'Some days only to the corner and back, and that counted.'],
      moon: [],
    },
    after: 'Thank you. A sister, a corner, and leaving room: all of that helped.',
  },
  {
    prompt: 'What has been heavy, that you would like to put down for an evening?',
    turns: {
      heron: [
        'The post. There is a pile by the door and I walk around it.',
        'Tonight it can lie there. It will be there tomorrow, and so will I.',
      ],
      leaf: [
        'A conversation with my manager that I keep having in my head.',
        'In my head I am very eloquent. It is tiring.',
        'I would like to leave it outside this circle until nine.',
      ],
      moon: [
        'That I was away so long, and thought I would have to explain it here.',
        'Nobody asked. That was kind.',
      ],
    },
    after: 'Let it lie by the door for a while. Thank you for trusting us with it.',
  },
  {
    prompt: 'Where were you a bit braver than you felt?',
    turns: {
      heron: [],
      leaf: [
        'I took the bus in the rush hour. Two stops, standing near the door.',
        'My hands were cold all the way, and I got off where I wanted to.',
      ],
      moon: [
        'The garden. I had not gone out there all summer because the neighbours can see in.',
        'They waved. I waved back with a trowel.',
      ],
    },
    after: 'Two stops and a trowel. I am smiling here.',
  },
  {
    prompt: 'Which strength have you seen in somebody here tonight?',
    turns: {
      heron: ['Moon came back. I know how much there is before one opens that door.'],
      leaf: ['Heron says things slowly, and then I notice that I breathe slower too.'],
      moon: ['How nobody hurries. I would call that a strength of all of you.'],
    },
    after: 'Take that with you; it was said about you by people who meant it.',
  },
  {
    prompt: 'One small thing that you would like to do for yourself before we meet again?',
    turns: {
      heron: ['Open three letters. Only three, with music on.'],
      leaf: ['Sit on the bench by the canal without my phone.'],
      moon: ['Ask my neighbour what those yellow flowers are.'],
    },
    after: 'Small is right. We will ask gently, and nobody has to have done it.',
  },
];

export const greetingText = (name: string): string =>
  `Welcome, ${name}. Good that you are here. You do not have to do anything; ` +
  'the piece comes to you in the round, and you can pass.';

export const closingTexts = [
  'We are near the end. Thank you for every word, and for every silence.',
  'Go gently. The door is open again next Tuesday.',
] as const;
