//! The promises of the contract, by name.

/// What only a second key can try, one of another purchaser.
pub const OTHERS: &str = "others";

/// Every promise: its name, and what is promised.
pub const PROMISES: [(&str, &str); 35] = [
    ("me", "GET /me tells server, user and how many orders are pending"),
    ("key", "a wrong key and no key are refused with 401, and nothing is told"),
    ("no-redirect", "no answer leads to another address"),
    ("content-type", "answers are application/json, refusals application/problem+json"),
    ("utf-8", "every answer is in UTF-8"),
    ("size", "no answer is larger than 16 MiB"),
    ("decimals", "quantities and amounts are decimals written as text"),
    ("times", "times are RFC 3339 with their zone"),
    ("members", "orders have the members that the OpenAPI document requires"),
    ("status", "a list holds only orders in the states that were asked for"),
    ("limit", "a page holds at most “limit” orders, and “next” where there are more"),
    ("paging", "going through the list by “after” tells every order once"),
    ("order", "GET /orders/{id} gives the order as the list has it"),
    ("not-found", "an order that does not exist is refused with 404 “not-found”"),
    ("as-of", "after “changed_since” the last “as_of” nothing is told where nothing changed"),
    ("invalid", "a request without what it needs is refused with 422 “invalid” and “errors”"),
    ("claim", "a pending order is claimed, becomes purchasing, and reads back so"),
    ("claimed", "another purchase is refused with 409 “claimed”, “by” and “until”"),
    ("renew", "the same purchase claims again and the lease ends later"),
    (OTHERS, "another purchaser who names the same purchase neither renews the claim nor gives it back"),
    ("changed-since", "an order that changed is told to whoever asks by “changed_since”"),
    ("release", "only the purchase that holds an order gives it back"),
    ("lapse", "a lease that ran out is free"),
    ("cancelled", "a cancelled order cannot be claimed: 409 “not-open” with “order_status”"),
    ("record", "a report covers its lines, makes the order part_purchased, and reads back whole"),
    ("record-again", "the same report again has no second effect"),
    ("report-differs", "a report with a known id and another content is refused with 409 “report-differs”"),
    ("over-covered", "a report of more than is left is refused with 422 “over-covered”"),
    ("number-used", "a supplier order is recorded for the same lines once: 409 “number-used”"),
    ("purchased", "the order is purchased when every line is covered, and cannot be claimed then"),
    ("number-taken", "a supplier order number of another order is refused with 409 “number-taken”"),
    ("shared", "with “shared” a supplier order serves several purchase orders"),
    ("undo", "a report is taken back with its reason, and the order's state with it"),
    ("undo-again", "taking back again does nothing, and the old report stays taken back"),
    ("undo-reason", "nothing is taken back without a reason, nor what was never recorded"),
];
