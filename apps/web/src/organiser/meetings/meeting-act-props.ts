import type { MeetingBody } from '@holdspace/protocol';

/** Of a row, and of the forms in it that move or cancel its meeting. */
export interface MeetingActProps {
  readonly circle: string;
  readonly meeting: MeetingBody;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}
