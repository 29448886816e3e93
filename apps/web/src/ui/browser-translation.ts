/**
 * Keeps the screens working while a browser translates the page (PAGE-1). A translator puts
 * each text node into a `<font>`, or replaces it by a `<font>` with the translated text. React still
 * uses its own text node: removing it throws, and a change of its text is not visible.
 *
 * So `removeChild` and `insertBefore` use the `<font>` instead of the node, and a change of the text
 * puts the node back, where the translator finds it as a new text.
 * https://github.com/facebook/react/issues/11538
 */

/** The `<font>` that replaced each text node. */
const translatorNodes = new WeakMap<Node, Node>();

const isFont = (node: Node | null | undefined): node is HTMLElement => node?.nodeName === 'FONT';

/** The child of `parent` that replaces `node`; null when there is none. */
function translatorNodeOf(parent: Node, node: Node): ChildNode | null {
  for (let at: Node | null = translatorNodes.get(node) ?? node; at; at = at.parentNode) {
    if (at.parentNode === parent) return at as ChildNode;
    if (at !== node && !isFont(at)) return null;
  }
  return null;
}

function onChange(records: readonly MutationRecord[], observer: MutationObserver): void {
  for (const { type, target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
    if (type === 'characterData') {
      const font = translatorNodes.get(target);
      translatorNodes.delete(target);
      if (font?.isConnected) (font as ChildNode).replaceWith(target);
      continue;
    }
    for (const node of removedNodes) {
      if (!(node instanceof Text) || node.isConnected) continue;
      const font = [...addedNodes, previousSibling, nextSibling].find(isFont);
      if (!font) continue;
      translatorNodes.set(node, font);
      observer.observe(node, { characterData: true });
    }
  }
}

/** Called once, before the first render. */
export function patchDomForTranslators(): void {
  const proto = Node.prototype;
  const { removeChild, insertBefore } = proto;
  proto.removeChild = function remove<Child extends Node>(this: Node, child: Child): Child {
    if (child.parentNode === this) return removeChild.call(this, child) as Child;
    const replacement = translatorNodeOf(this, child);
    if (replacement) removeChild.call(this, replacement);
    // A text without a replacement was removed by the translator.
    else if (!(child instanceof Text)) removeChild.call(this, child);
    return child;
  };
  proto.insertBefore = function insert<New extends Node>(
    this: Node,
    node: New,
    before: Node | null,
  ): New {
    const there = before && before.parentNode !== this ? translatorNodeOf(this, before) : before;
    return insertBefore.call(this, node, there) as New;
  };
  new MutationObserver(onChange).observe(document.documentElement, {
    ...{ subtree: true, childList: true },
  });
}
