"""What extruct finds on saved pages, in the words of `read`: the first product of the page's own data.

Lines of path and address, parted by a tab, come in; a JSON object a line goes out."""

import json
import re
import sys

import extruct


def first(value):
    return first(value[0]) if isinstance(value, list) and value else value


def products(node):
    if isinstance(node, list):
        for one in node:
            yield from products(one)
    elif isinstance(node, dict):
        kinds = node.get("@type", "")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(str(kind).rsplit("/", 1)[-1].lower() == "product" for kind in kinds):
            yield node
        for one in node.values():
            yield from products(one)


def told(path, url):
    with open(path, "rb") as file:
        html = file.read().decode("utf-8", "replace")
    data = extruct.extract(html, base_url=url or None, uniform=True, errors="ignore")
    found = list(products(data))
    if not found:
        return {}
    product = found[0]
    offer = first(product.get("offers")) or {}
    offer = offer if isinstance(offer, dict) else {}
    price = re.sub(r"[^\d.,]", "", str(first(offer.get("price") or offer.get("lowPrice")) or ""))
    if re.fullmatch(r"[\d.]*,\d\d?", price):
        price = price.replace(".", "").replace(",", ".")
    available = str(first(offer.get("availability")) or "").rsplit("/", 1)[-1]
    return {
        "price": price.replace(",", "") or None,
        "currency": first(offer.get("priceCurrency")) or None,
        "sku": first(product.get("sku") or product.get("productID")) or None,
        "availability": available if available in ("InStock", "OutOfStock") else None,
    }


for line in sys.stdin:
    path, url = line.rstrip("\n").split("\t")
    print(json.dumps(told(path, url)), flush=True)
