/** Somebody's sign-in: the return code, the devices, coming back, and being signed out. */

import type { OwnSessions } from '@holdspace/protocol';
import { type ReactNode, use } from 'react';
import { now } from '../lib/now.ts';
import { CodeWords } from '../sign-in/code-words.tsx';
import { ComeBack } from '../sign-in/come-back.tsx';
import { DevicesOf } from '../sign-in/devices.tsx';
import { loadSignIn } from '../sign-in/lazy.ts';
import { ShownCode } from '../sign-in/return-code.tsx';
import { SignedOut, SignedOutHere } from '../sign-in/signed-out.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { framed } from './circle-states.tsx';
import { participantView } from './fixtures.ts';
import type { State } from './state.ts';

const six = 'orchard mellow window harbor pigeon lantern';
const day = 24 * 60 * 60_000;
const nothing = () => undefined;
const today = Math.floor(now() / day) * day;

const one: OwnSessions = {
  sessions: [{ since: today - 2 * day, by: 'join', current: true }],
  notices: [],
  hasCode: true,
  mayMakeCode: true,
};
const several: OwnSessions = {
  ...one,
  sessions: [...one.sessions, { since: today - day, by: 'code', current: false }],
  notices: [{ what: 'code-used', at: today - day }],
};
const byCode: OwnSessions = {
  sessions: several.sessions.map((each) => ({ ...each, current: !each.current })),
  notices: [],
  hasCode: true,
  mayMakeCode: 'not-yours',
};

const sheet = (id: string, name: string, known: OwnSessions): State => ({
  id,
  name,
  frame: 'screen',
  show: () =>
    framed(
      participantView({}),
      <main>
        <h1 className="hidden">{name}</h1>
        <Sheet open onClose={nothing} title="Your devices and return code">
          <DevicesOf known={known} onChanged={nothing} />
        </Sheet>
      </main>,
    ),
});
const page = (id: string, name: string, shown: ReactNode): State => ({
  id,
  name,
  frame: 'screen',
  show: () => shown,
});
const whys = [
  ...(['signed-out', 'everywhere', 'new-code', 'replaced'] as const),
  ...(['room', 'not-facilitator', 'time', 'unknown'] as const),
];

/** The parts are used here without their lazy edge; their catalogue is loaded all the same. */
function WithWords({ children }: { readonly children: ReactNode }) {
  use(loadSignIn());
  return children;
}

const states: readonly State[] = [
  {
    id: 'return-code',
    name: 'Return code: shown once',
    frame: 'narrow',
    show: () => <ShownCode code={six} onWritten={nothing} onNotNow={nothing} />,
  },
  {
    id: 'return-code-typed',
    name: 'Return code: as it is understood',
    frame: 'narrow',
    show: () => <CodeWords small label="Recognised so far" words={six.split(' ')} unknown={[2]} />,
  },
  sheet('devices', 'Devices: one', one),
  sheet('devices-news', 'Devices: the code was used elsewhere', several),
  sheet('devices-by-code', 'Devices: came in by the code', byCode),
  sheet('devices-no-code', 'Devices: no code yet', { ...one, hasCode: false }),
  page('come-back', 'Come back by a code', <ComeBack />),
  page('signed-out-here', 'Signed out by oneself', <SignedOutHere />),
  ...whys.map((why) => page(`signed-out-${why}`, `Signed out: ${why}`, <SignedOut why={why} />)),
];

export const signInStates: readonly State[] = states.map((state) => ({
  ...state,
  show: () => <WithWords>{state.show()}</WithWords>,
}));
