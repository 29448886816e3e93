// @vitest-environment happy-dom
/** Starting a circle from a kit: everything is shown before, a file that is none says where (KIT-1). */
import { ApiProblem, type StaffApi } from '@holdspace/client';
import type { KitPreview } from '@holdspace/protocol';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { emptyCircleDraft, toNewCircleRequest } from '../../src/organiser/circles/circle-draft.ts';
import { draftWithKit } from '../../src/organiser/circles/kit-in-draft.ts';
import { KitPicker } from '../../src/organiser/kits/kit-picker.tsx';
import { renderScreen } from '../render-screen.tsx';

const server = {
  kits: vi.fn<StaffApi['kits']>(),
  previewKit: vi.fn<StaffApi['previewKit']>(),
};
vi.mock('@holdspace/client', async (original) => ({
  ...(await original<typeof import('@holdspace/client')>()),
  api: () => server,
  staffApi: () => server,
}));
const preview: KitPreview = {
  ...{ name: 'Grief circle', language: 'en', purpose: 'For people who have lost somebody.' },
  agreements: [
    { text: 'It stays here.', safety: true },
    { text: 'We may pass.', safety: false },
  ],
  notFor: ['The first days after a death.'],
  rhythm: { every: 'week', interval: 2, on: ['th'], at: '18:30', minutes: 90 },
  piece: 'the stone',
};
beforeEach(() => {
  server.kits.mockReset().mockResolvedValue([
    {
      id: 'grief',
      name: 'Grief circle',
      language: 'en',
      purpose: 'For the bereaved.',
      notFor: [],
    },
  ]);
  server.previewKit.mockReset().mockResolvedValue(preview);
});
const press = (name: string | RegExp) => screen.getByRole('button', { name });
const file = (text: string) => new File([text], 'kit.yaml', { type: 'text/plain' });

it('KIT-1 shows everything that is in a kit before it is used', async () => {
  const onChoose = vi.fn();
  const { user } = renderScreen(<KitPicker onChoose={onChoose} />);
  await user.click(await screen.findByRole('button', { name: /^Grief circle/ }));
  const all = document.body.textContent;
  for (const part of ['It stays here.', 'The first days after a death.', 'the stone', 'Thursday']) {
    expect(all).toContain(part);
  }
  expect(onChoose).not.toHaveBeenCalled();
  await user.click(press('Use this kit'));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('grief', preview);
});

it('KIT-1 a file that is no kit says where, and a mended one can be chosen again', async () => {
  const message = 'Line 7, column 3: there is no “evry” in a rhythm.';
  const problem = { code: 'invalid', message, faults: [{ line: 7, column: 3, message }] };
  server.previewKit.mockRejectedValueOnce(new ApiProblem(400, problem));
  const { user } = renderScreen(<KitPicker onChoose={() => undefined} />);
  await user.upload(screen.getByLabelText('From a file…'), file('kit: 1'));
  expect(await screen.findByText(message)).toBeTruthy();
  await user.upload(screen.getByLabelText('From a file…'), file('kit: 1\nname: x'));
  expect(await screen.findByRole('button', { name: 'Use this kit' })).toBeTruthy();
});

it('KIT-1 a file that is too large is not sent, and the sentence has both sizes', async () => {
  const { user } = renderScreen(<KitPicker onChoose={() => undefined} />);
  await user.upload(screen.getByLabelText('From a file…'), file('x'.repeat(70 * 1024)));
  expect(screen.getByText('This file has 70 KB. A kit has at most 64 KB.')).toBeTruthy();
  expect(server.previewKit).not.toHaveBeenCalled();
});

it('KIT-1 fills the draft in, with what the kit says of safety', () => {
  const empty = emptyCircleDraft([{ text: 'Kindness.' }], '0123456789abcdef');
  const draft = { ...empty, ...draftWithKit(empty, 'grief', preview) };
  expect(draft).toMatchObject({ name: 'Grief circle', piece: 'the stone', repeats: 'week' });
  const request = toNewCircleRequest(draft);
  expect(request).toMatchObject({ kit: 'grief', minutes: 90, rhythm: { interval: 2, on: ['th'] } });
  expect(request.agreements).toEqual(preview.agreements);
  expect(draftWithKit({ ...empty, name: 'Ours' }, 'grief', preview).name).toBe('Ours');
});
