/** What the nodes of a kit's YAML may not be: the same key twice, nested too deep, too many. */
import { isCollection, isMap, isNode, isPair, isScalar } from 'yaml';
import { maxYamlDepth, type TokenFault, tooDeep, tooMany } from './yaml-tokens.ts';

/** A kit has about 150 parts at most. */
const maxNodes = 1000;

/** The faults of a composed document, in its order; the first that is too much ends the search. */
export function findNodeFaults(root: unknown): readonly TokenFault[] {
  const faults: TokenFault[] = [];
  let nodes = 0;
  /** False when there is no need to look further. */
  const visit = (node: unknown, depth: number): boolean => {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    if (++nodes > maxNodes) {
      faults.push({ offset, sentence: tooMany });
      return false;
    }
    if (!isCollection(node)) return true;
    if (depth > maxYamlDepth) {
      faults.push({ offset, sentence: tooDeep });
      return false;
    }
    if (isMap(node)) faults.push(...repeatedKeys(node.items.map(({ key }) => key)));
    return node.items.every((item) => visit(isPair(item) ? item.value : item, depth + 1));
  };
  visit(root, 1);
  return faults;
}

function repeatedKeys(keys: readonly unknown[]): readonly TokenFault[] {
  const known = new Set<unknown>();
  return keys.flatMap((key) => {
    if (!isScalar(key)) return [];
    if (!known.has(key.value)) {
      known.add(key.value);
      return [];
    }
    return [{ offset: key.range?.[0] ?? 0, sentence: 'This key is here twice.' }];
  });
}
