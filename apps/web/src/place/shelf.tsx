/** The resource shelf: what the circle keeps at hand for its members. */
import type { PlaceBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Resources } from '../app/support/resources.tsx';
import { Card } from '../ui/card.tsx';

export function Shelf({ items }: { readonly items: PlaceBody['shelf'] }) {
  if (items.length === 0) return null;
  return (
    <Card title={<Trans>What can help</Trans>}>
      <Resources own={items} />
    </Card>
  );
}
