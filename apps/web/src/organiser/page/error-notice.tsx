/** What stood in the way, in words; spoken, because the person waits for it. */
import { Notice } from '../../ui/notice.tsx';

export function ErrorNotice({ words }: { readonly words: string | null }) {
  if (!words) return null;
  return (
    <Notice tone="brick" spoken>
      {words}
    </Notice>
  );
}
