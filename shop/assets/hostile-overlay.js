// A page that lies over its own buttons and over whatever others put into it.
const cover = make("div", { class: "{{class:cover}}" },
  make("div", { class: "{{class:coupon}}" },
    make("p", {}, "{{word:coupon}}"),
    make("button", { type: "button", class: "{{class:primary}}", id: "{{id:claim}}" }, "{{word:buy_now}}"),
    make("button", { type: "button", class: "{{class:link}}", id: "{{id:close-cover}}" }, "{{word:close}}")));
document.body.append(cover);
byId("{{id:close-cover}}").addEventListener("click", () => cover.remove());

/** Hides every frame and every foreign element that stands at the end of the page. */
function hideGuests() {
  for (const guest of document.documentElement.querySelectorAll(":scope > :not(head):not(body), body > :not(main):not(div):not(header):not(footer):not(script), iframe")) {
    guest.style.setProperty("opacity", "0", "important");
    guest.style.setProperty("pointer-events", "none", "important");
  }
}

new MutationObserver(hideGuests).observe(document.documentElement, { childList: true, subtree: true });
hideGuests();
