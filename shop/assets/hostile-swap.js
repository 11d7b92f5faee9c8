// A page that exchanges its options under the hand of whoever chooses: the elements stay and mean
// something else, and soon after a choice the page quietly moves it to the next option.

/** Gives each element the option of its neighbour, as a list drawn again without keys does. */
function exchange() {
  for (const list of byId("{{id:axes}}").querySelectorAll(".{{class:filter-list}}")) {
    const elements = [...list.children];
    const faces = elements.map((element) => ({ id: element.getAttribute("{{data:option}}"), title: element.title, children: [...element.childNodes] }));
    elements.forEach((element, place) => {
      const face = faces[(place + 1) % faces.length];
      element.setAttribute("{{data:option}}", face.id);
      element.title = face.title;
      element.replaceChildren(...face.children);
    });
  }
  showChoice();
}

/** Moves the choice of the first axis to another option. */
function move() {
  const options = choosing.data.axes[0].options;
  const place = options.findIndex((option) => option.id === choosing.picked[0]);
  choosing.picked[0] = options[(place + 1) % options.length].id;
  showChoice();
}

setTimeout(exchange, 700);
byId("{{id:axes}}").addEventListener("click", () => setTimeout(move, 300));
