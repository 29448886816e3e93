// @vitest-environment happy-dom
/** One way to send a command and to show why it was not done. */
import type { CommandAnswer } from '@holdspace/protocol';
import { act, renderHook, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { CommandProvider, type CommandRuntime } from '../../src/lib/commands/command-context.ts';
import { useCommand } from '../../src/lib/commands/use-command.ts';
import { Button } from '../../src/ui/button.tsx';
import { CommandError } from '../../src/ui/command-error.tsx';
import { acceptingRuntime, recordedRuntime } from '../command-runtime.ts';
import { renderScreen } from '../render-screen.tsx';

const handleOf = (runtime: CommandRuntime) =>
  renderHook(useCommand, {
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <CommandProvider value={runtime}>{children}</CommandProvider>
    ),
  }).result;
const raise = { do: 'raise-hand' } as const;

it('FLR-6 a refusal stays until the next command, and the next success removes it', async () => {
  const handle = handleOf(recordedRuntime({ refused: 'quiet' }, { ok: true }));
  expect(handle.current.state).toBe('idle');
  await act(async () => expect(await handle.current.run(raise)).toBe(false));
  expect(handle.current).toMatchObject({ state: 'refused', refusal: 'quiet', busy: false });
  expect(handle.current.errorText).toContain('quiet');
  await act(async () => expect(await handle.current.run(raise)).toBe(true));
  expect(handle.current).toMatchObject({ state: 'done', refusal: null, errorText: null });
});

it.each<[CommandAnswer, string]>([
  [{ unknown: true }, 'unknown'],
  [{ invalid: 'kind' }, 'invalid'],
])('FLR-6 an answer %o is shown as %s, without the code of a refusal', async (answer, state) => {
  const handle = handleOf(recordedRuntime(answer));
  await act(async () => expect(await handle.current.run(raise)).toBe(false));
  expect(handle.current).toMatchObject({ state, refusal: null });
  expect(handle.current.errorText).not.toBeNull();
});

it('FLR-6 a refusal that the view shows is explained and nothing is sent', async () => {
  const runtime = recordedRuntime();
  const handle = handleOf({ ...runtime, knownRefusal: () => 'on-hold' });
  await act(async () => expect(await handle.current.run(raise)).toBe(false));
  expect(handle.current.refusal).toBe('on-hold');
  expect(runtime.sent).toEqual([]);
});

it('DSK-8 a person who stays sends nothing and sees no error', async () => {
  const runtime = recordedRuntime();
  const handle = handleOf({ ...runtime, confirm: () => Promise.resolve(false) });
  await act(async () => expect(await handle.current.run({ do: 'leave' })).toBe(false));
  expect(handle.current).toMatchObject({ state: 'idle', errorText: null });
  expect(runtime.sent).toEqual([]);
});

it('TXT-2 a command that needs no confirmation is sent in the same step as the press', () => {
  const runtime = recordedRuntime();
  const handle = handleOf(runtime);
  act(() => void handle.current.run(raise));
  expect(runtime.sent).toEqual([raise]);
});

it('FLR-6 a late success of an earlier command keeps the refusal of a later one', async () => {
  const answers: ((answer: CommandAnswer) => void)[] = [];
  const handle = handleOf({
    ...acceptingRuntime,
    send: () => new Promise((resolve) => answers.push(resolve)),
  });
  act(() => {
    void handle.current.run(raise);
    void handle.current.run({ do: 'take' });
  });
  expect(handle.current.state).toBe('sending');
  await act(async () => answers[1]?.({ refused: 'not-offered' }));
  await act(async () => answers[0]?.({ ok: true }));
  expect(handle.current).toMatchObject({ state: 'refused', refusal: 'not-offered' });
});

function RaiseHand() {
  const command = useCommand();
  return (
    <>
      <Button busy={command.busy} onClick={() => command.run(raise)}>
        Raise
      </Button>
      <CommandError command={command} />
    </>
  );
}

it('FLR-6 the sentence of the screen around it is shown beside the button', async () => {
  const failureText = vi.fn(() => 'Not while the circle is quiet.');
  const { user } = renderScreen(<RaiseHand />, {
    ...recordedRuntime({ refused: 'quiet' }),
    failureText,
  });
  await user.click(screen.getByRole('button', { name: 'Raise' }));
  expect(await screen.findByText('Not while the circle is quiet.')).toBeDefined();
  expect(failureText).toHaveBeenCalledWith({ refused: 'quiet' });
});
