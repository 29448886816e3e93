import { useLingui } from '@lingui/react/macro';

/**
 * The resonance words of a circle as people read them. The default “with you” of old ledgers is
 * shown as a natural sentence; words that a circle chose are not changed.
 */
export function useResonanceLabel(): (kind: string) => string {
  const { t } = useLingui();
  return (kind) => (kind === 'with you' ? t`I’m with you` : kind);
}
