/**
 * A form that sends by script: the page stays, and Enter in a field presses its button. While a
 * text is too long nothing is sent, and the focus goes to that text (TXT-3).
 */
import type { ComponentProps } from 'react';

type FormProps = Omit<ComponentProps<'form'>, 'onSubmit' | 'action'> & {
  readonly onSend: () => void;
};

/** The first text in there that is too long; null when all of them fit. */
export const tooLongIn = (form: ParentNode): HTMLElement | null =>
  form.querySelector<HTMLElement>('[data-too-long]');

export function Form({ onSend, ...rest }: FormProps) {
  return (
    <form
      {...rest}
      onSubmit={(event) => {
        event.preventDefault();
        const tooLong = tooLongIn(event.currentTarget);
        if (tooLong) tooLong.focus();
        else onSend();
      }}
    />
  );
}
