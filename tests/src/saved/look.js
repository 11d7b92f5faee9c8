// Looks at a saved page as the agent would: with its eyes, and beside them what reading every box costs
// at the least. The address that the page was saved from makes its links whole.
const [eyes, url] = arguments;
if (url && !document.querySelector("base[href]")) {
  const base = document.createElement("base");
  base.href = url;
  document.head.prepend(base);
}
globalThis.chrome ??= {};
new Function(eyes)();
const own = globalThis.oneClickParts.eyes({ isOwn: () => false, watchRoot() {}, onFrame() {} });
globalThis.savedEyes = own;
const timed = (work) => {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
};
timed(() => document.body?.offsetHeight);
const [, reference] = timed(() => {
  let area = 0;
  for (const element of document.querySelectorAll("*")) area += element.getBoundingClientRect().width;
  return area;
});
const [text, looking] = timed(() => JSON.stringify(own.snapshot()));
// A field may belong to a form that it does not stand in, and one that is called “elements” hides what its form says.
const { get: elements } = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements");
const forms = [...document.querySelectorAll("form")].map((form) => ({
  handle: own.handleOf(form),
  fields: [...elements.call(form)].map((field) => [own.handleOf(field), field.getAttribute("name") ?? ""]),
}));
return { text, forms, looking, reference };
