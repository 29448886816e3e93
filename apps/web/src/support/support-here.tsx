/** Opens the support as a sheet, with what it can do on this screen (DSK-1). */
import { useEffect, useState } from 'react';
import { paths } from '../paths.ts';
import { Part } from '../ui/part.tsx';
import { supportOpensBy } from './open.ts';
import { SupportSheet } from './support-sheet.tsx';

export function SupportHere() {
  const [open, setOpen] = useState(false);
  useEffect(() => supportOpensBy(() => setOpen(true)), []);
  // The page of the support has its words without any of this.
  return (
    <Part otherwise={() => null} onFault={() => location.assign(paths.support)}>
      <SupportSheet open={open} onClose={() => setOpen(false)} />
    </Part>
  );
}
