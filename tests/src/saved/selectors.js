// CSS selectors of what the last look saw, by handle: an id where it is one of a kind, else the way
// down from the nearest element that has such an id.
const [handles] = arguments;
const selectorOf = (element) => {
  const steps = [];
  for (let one = element; one; one = one.parentElement) {
    if (one.id && document.querySelectorAll(`#${CSS.escape(one.id)}`).length === 1) {
      steps.unshift(`#${CSS.escape(one.id)}`);
      break;
    }
    const alike = [...(one.parentElement?.children ?? [])].filter(({ localName }) => localName === one.localName);
    steps.unshift(alike.length > 1 ? `${one.localName}:nth-of-type(${alike.indexOf(one) + 1})` : one.localName);
  }
  return steps.join(" > ");
};
return handles.map((handle) => {
  const element = globalThis.savedEyes.element(handle);
  return element ? selectorOf(element) : null;
});
