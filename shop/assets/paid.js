// Layout (g), the last page in the frame: tells the shop's page where the receipt is.
const { to, origin } = document.getElementById("{{id:paid}}").dataset;
parent.postMessage({ kind: "paid", path: to }, origin);
