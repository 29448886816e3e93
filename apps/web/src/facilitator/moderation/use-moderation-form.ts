/**
 * The fields of a moderation form, what is still missing, and sending it. Reason and sentence stay
 * in this tab until the command is done (TXT-1); a refused form keeps everything (VOI-3).
 */
import type { MessageId, PersonId, Reason } from '@holdspace/protocol';
import { type RefObject, useState } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { now } from '../../lib/time/now.ts';
import { useConsole } from '../console/console-context.tsx';
import { useStaleFormGuard } from '../console/use-stale-form-guard.ts';
import { storeLastMute } from './last-mute.ts';
import {
  type ExcludeLength,
  excludedUntil,
  type ModerationAction,
  type MuteLength,
  moderationCommand,
  mutedUntil,
  needsReason,
} from './moderation-actions.ts';

export interface ModerationTarget {
  readonly action: ModerationAction;
  readonly who: { readonly id: PersonId; readonly name: string };
  /** The message to remove; for `redact` only. */
  readonly message?: MessageId | undefined;
}

interface ReasonAndNote {
  readonly reason: Reason | null;
  readonly note: string;
}

/** `form`: the focus goes to its first invalid field when something is missing. */
export function useModerationForm(
  { action, who, message }: ModerationTarget,
  form: RefObject<HTMLFormElement | null>,
  onDone: () => void,
) {
  const { circle } = useConsole();
  const command = useCommand();
  const guarded = useStaleFormGuard();
  const [muteLength, setMuteLength] = useState<MuteLength>('5m');
  const [mutesResonance, setMutesResonance] = useState(false);
  const [excludeLength, setExcludeLength] = useState<ExcludeLength>('month');
  const [date, setDate] = useState('');
  const [{ reason, note }, setText, forget] = useTabState<ReasonAndNote>(
    `facilitator:${circle}:${action}.${message ?? who.id}`,
    { reason: null, note: '' },
  );
  const [isPressed, setPressed] = useState(false);
  const [openedAt] = useState(now);
  const sentence = note.trim();
  const until = action === 'exclude' ? excludedUntil(excludeLength, date, openedAt) : null;
  const missing = {
    reason: needsReason(action) && reason === null,
    note: sentence === '',
    date: action === 'exclude' && excludeLength === 'date' && (until === null || until <= openedAt),
  };

  const submit = async (anyway = false) => {
    setPressed(true);
    if (missing.reason || missing.note || missing.date) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    const input = { action, who: who.id, message, reason: reason ?? 'other', note: sentence };
    const wireCommand = moderationCommand({ ...input, mute: muteLength, mutesResonance, until });
    // The end of a turn is about the floor that the form was opened on (RND-18).
    const sent = action === 'stop' ? guarded.run(wireCommand, anyway) : command.run(wireCommand);
    if (!(await sent)) return;
    if (action === 'mute') storeLastMute(circle, { reason: input.reason, note: sentence });
    forget();
    onDone();
  };

  return {
    mute: { length: muteLength, setLength: setMuteLength, mutesResonance, setMutesResonance },
    exclusion: { length: excludeLength, setLength: setExcludeLength, date, setDate },
    reason,
    note,
    setReason: (next: Reason) => setText({ reason: next, note }),
    setNote: (next: string) => setText({ reason, note: next }),
    /** What to complain about; nothing before the first press. */
    errors: isPressed ? missing : { reason: false, note: false, date: false },
    /** What the person will read; null while reason or sentence are missing. */
    receipt:
      missing.reason || missing.note
        ? null
        : {
            kind: action,
            reason: reason ?? 'other',
            note: sentence,
            until: action === 'mute' ? mutedUntil(muteLength, openedAt) : until,
          },
    busy: command.busy || guarded.busy,
    command,
    guarded,
    submit,
  };
}
