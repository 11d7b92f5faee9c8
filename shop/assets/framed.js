// Layout (g), the shop's page: goes to the receipt when the framed checkout says that it is paid.
const frame = document.getElementById("{{id:checkout-frame}}");
addEventListener("message", (event) => {
  if (event.source === frame.contentWindow && event.origin === new URL(frame.src).origin && event.data?.kind === "paid") {
    location.href = new URL(event.data.path, location.origin).pathname + new URL(event.data.path, location.origin).search;
  }
});
