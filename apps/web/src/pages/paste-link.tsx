/** The field for an invitation: it takes what people paste, whatever a mail program made of it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { carryReturnCode, storeLink } from '../join/link/link-token.ts';
import { paths } from '../lib/paths.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import styles from './pages.module.css';
import { type PastedInput, parsePasted } from './parse-pasted.ts';

export function PasteLink() {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<PastedInput['is'] | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  const open = async () => {
    const pasted = await parsePasted(text);
    switch (pasted.is) {
      case 'link':
        // Pasting counts as the press that opens the link.
        storeLink({ token: pasted.token, pressed: true });
        return navigate(paths.join);
      case 'circle':
        return navigate(paths.circle(pasted.circle));
      case 'code':
        carryReturnCode(pasted.code);
        return navigate(paths.back);
      default:
        setFault(pasted.is);
        field.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  const faults: Partial<Record<PastedInput['is'], string>> = {
    empty: t`Paste the link from your invitation first.`,
    cut: t`Part of the link is missing. Go back to the message and copy all of it, with the letters after the #.`,
    nothing: t`We can’t find a link in this. It has a # with letters and digits after it. Please copy all of it.`,
  };
  return (
    <Form className={styles.form} onSend={() => void open()} noValidate autoComplete="off">
      <TextArea
        ref={field}
        label={t`Paste your link here`}
        hint={t`Or just open the link you were given.`}
        error={fault && faults[fault]}
        rows={1}
        value={text}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setFault(null);
        }}
      />
      <Button type="submit" size="l" wide>
        <Trans>Open my invitation</Trans>
      </Button>
    </Form>
  );
}
