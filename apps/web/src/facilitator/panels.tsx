import type { PanelsProps } from '../circle/panels.ts';

export default function Panels(_props: PanelsProps) {
  return null;
}
