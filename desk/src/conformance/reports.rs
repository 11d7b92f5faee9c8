//! What is promised of reports and of taking them back.

use chrono::Utc;
use one_click_purchase::erp::encode;
use one_click_purchase::order::{
    Covered, Evidence, Money, OrderId, PurchaseOrder, Quantity, Report, Status, decimal,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::{Client, Reply};
use super::{Run, Subjects, besides, claims, expect, reading, text_of};

/// Records in parts, whole, wrongly and twice, and takes it back.
pub fn record(run: &mut Run, subjects: &Subjects) {
    let (one, other) = (&subjects.one, &subjects.other);
    let mine = claims::purchase();
    // A purchase that could not claim has been told; what is bought is recorded all the same.
    let _ = claims::claim_for(run, &one.id, &mine, 600);
    let (part, rest) = halves(one);
    let part = report(&one.id, &mine, part);
    let came = recorded(run, &part);
    let Some(partly) = run.check("record", came) else { return };
    let came = again(run, &part, &partly);
    run.check("record-again", came);
    let came = differs(run, &part, &partly);
    run.check("report-differs", came);
    let came = over(run, &part, &partly);
    run.check("over-covered", came);
    let came = used(run, &part, &partly);
    run.check("number-used", came);

    let rest = report(&one.id, &mine, rest);
    let came = whole(run, &rest);
    run.check("purchased", came);

    let mut theirs = report(&other.id, "", whole_of(other));
    theirs.number.clone_from(&part.number);
    let came = taken(run, &theirs, one);
    run.check("number-taken", came);
    let came = shared(run, Report { shared: true, ..theirs.clone() });
    run.check("shared", came);
    let came = unreasoned(&run.client, &rest);
    run.check("undo-reason", came);
    let came = undone(run, &rest, &part);
    if run.check("undo", came).is_some() {
        let came = undone_again(run, &part);
        run.check("undo-again", came);
        besides::besides(run, subjects, &part);
    }
}

/// Every line with what is left of it.
pub fn whole_of(order: &PurchaseOrder) -> Vec<Covered> {
    let covered =
        |line: &one_click_purchase::order::Line| Covered { line: line.id.clone(), quantity: line.left() };
    order.open_lines().map(covered).collect()
}

/// A part of what is to be bought, and the rest of it.
fn halves(order: &PurchaseOrder) -> (Vec<Covered>, Vec<Covered>) {
    let mut lines = whole_of(order);
    let at = lines.iter().position(|line| line.quantity > Quantity::ONE).unwrap_or_default();
    let Some(line) = lines.get_mut(at) else { return (Vec::new(), Vec::new()) };
    if line.quantity <= Quantity::ONE {
        let first = lines.remove(at);
        return (vec![first], lines);
    }
    let part = Covered { line: line.line.clone(), quantity: Quantity::ONE };
    line.quantity -= Quantity::ONE;
    (vec![part], lines)
}

/// A report with everything in it, and a number that nobody else has.
pub fn report(order: &OrderId, purchase: &str, lines: Vec<Covered>) -> Report {
    let id = Uuid::new_v4();
    let money = |amount: &str| Some(Money::new(decimal(amount).unwrap_or_default(), "CNY".parse().ok()?));
    // As long as 1688's: whoever reads it into a float loses its last digits.
    let digits = format!("{:019}", id.as_u128() % 10_000_000_000_000_000_000);
    Report {
        id: id.to_string(),
        order: order.clone(),
        purchase: purchase.to_owned(),
        supplier: "conformance.example".to_owned(),
        number: digits,
        lines,
        total: money("90071992547.41"),
        freight: money("0.10"),
        placed: Utc::now().fixed_offset(),
        tracking: Some("SF-1".to_owned()),
        note: "一致性测试 · Größe ½ “✓”".to_owned(),
        evidence: Evidence::ByHand,
        shared: false,
    }
}

/// Sends a report, which is to be taken back.
pub fn put(run: &mut Run, report: &Report) -> Result<Reply, String> {
    run.reports.push((report.order.clone(), report.id.clone()));
    let body: Value = serde_json::from_str(&one_click_purchase::json::write(report)).unwrap_or_default();
    run.client.put(&format!("/reports/{}", encode(&report.id)), &body)
}

/// The report stands in the order as it was sent.
pub fn stands(order: &PurchaseOrder, report: &Report) -> Result<(), String> {
    let kept = order.reports.iter().find(|kept| kept.id == report.id);
    let kept = kept.ok_or_else(|| "the report does not stand in “reports” of the order".to_owned())?;
    let differing = [
        ("number", kept.number != report.number),
        ("supplier", kept.supplier != report.supplier),
        ("lines", kept.lines != report.lines),
        ("total", kept.total != report.total),
        ("freight", kept.freight != report.freight),
        ("placed", kept.placed.timestamp() != report.placed.timestamp()),
        ("tracking", kept.tracking != report.tracking),
        ("note", kept.note != report.note),
        ("purchase", kept.purchase != report.purchase),
        ("shared", kept.shared != report.shared),
    ];
    match differing.iter().find(|(_, differs)| *differs) {
        None => Ok(()),
        Some((member, _)) => Err(format!("“{member}” of the report does not read back as it was sent")),
    }
}

/// The order is in this state.
pub fn is(order: &PurchaseOrder, status: Status) -> Result<(), String> {
    let own = order.status.name();
    expect(order.status == status, || format!("the order is {own}, not {}", status.name()))
}

/// The order as it was before something that was refused.
pub fn unchanged(client: &Client, before: &PurchaseOrder) -> Result<(), String> {
    let read = reading::one(client, &before.id)?;
    expect(read == *before, || "it was refused, but the order has changed".to_owned())
}

fn recorded(run: &mut Run, report: &Report) -> Result<PurchaseOrder, String> {
    let before = reading::one(&run.client, &report.order)?;
    let reply = put(run, report)?;
    let order = run.client.order(&reply)?;
    stands(&order, report)?;
    for covered in &report.lines {
        let had = before.line(&covered.line).map_or(Quantity::ZERO, |line| line.purchased);
        let has = order.line(&covered.line).map_or(Quantity::ZERO, |line| line.purchased);
        expect(has == had.saturating_add(covered.quantity), || {
            format!(
                "“purchased” of line {} is {has}; it was {had}, and {} more are covered",
                covered.line, covered.quantity
            )
        })?;
    }
    is(&order, Status::PartPurchased)?;
    let read = reading::one(&run.client, &report.order)?;
    expect(read == order, || "read back, the order is not as the answer said".to_owned())?;
    Ok(order)
}

fn again(run: &mut Run, report: &Report, before: &PurchaseOrder) -> Result<(), String> {
    let reply = put(run, report)?;
    let order = run.client.order(&reply)?;
    let times = order.reports.iter().filter(|kept| kept.number == report.number).count();
    expect(times == 1, || format!("the supplier order stands {times} times"))?;
    expect(order == *before, || "the order is another than after the first time".to_owned())
}

fn differs(run: &mut Run, report: &Report, before: &PurchaseOrder) -> Result<(), String> {
    let mut other = report.clone();
    other.note = "another note".to_owned();
    put(run, &other)?.refused(409, "report-differs")?;
    unchanged(&run.client, before)
}

fn over(run: &mut Run, known: &Report, before: &PurchaseOrder) -> Result<(), String> {
    let mut lines = whole_of(before);
    if let Some(line) = lines.first_mut() {
        line.quantity += Quantity::ONE;
    }
    let sent = report(&known.order, &known.purchase, lines);
    let reply = put(run, &sent)?;
    let refusal = reply.refused(422, "over-covered")?;
    text_of(refusal, "/errors/0/field")?;
    unchanged(&run.client, before)
}

/// The same supplier order for a line that it covers already, of which something is left.
fn used(run: &mut Run, known: &Report, before: &PurchaseOrder) -> Result<(), String> {
    let mut lines = known.lines.clone();
    for line in &mut lines {
        let left = before.line(&line.line).map_or(Quantity::ZERO, |own| own.left());
        line.quantity = left.clamp(Quantity::new(1, 1), Quantity::ONE);
    }
    let sent = Report { number: known.number.clone(), ..report(&known.order, &known.purchase, lines) };
    put(run, &sent)?.refused(409, "number-used")?;
    unchanged(&run.client, before)
}

fn whole(run: &mut Run, report: &Report) -> Result<(), String> {
    let since = reading::now(&run.client)?;
    let reply = put(run, report)?;
    let order = run.client.order(&reply)?;
    is(&order, Status::Purchased)?;
    // What is not open any more leaves the list by this alone.
    let told =
        reading::changed(&run.client, &since, &report.order).and_then(|told| is(&told, Status::Purchased));
    run.check("changed-since", told);
    expect(order.claim.is_none(), || "the order is purchased, but its claim still stands".to_owned())?;
    let read = reading::one(&run.client, &report.order)?;
    expect(read == order, || "read back, the order is not as the answer said".to_owned())?;
    claims::not_open(run, &report.order, Status::Purchased)
}

fn taken(run: &mut Run, report: &Report, owner: &PurchaseOrder) -> Result<(), String> {
    let before = reading::one(&run.client, &report.order)?;
    let reply = put(run, report)?;
    let refusal = reply.refused(409, "number-taken")?;
    let (order, number) = (text_of(refusal, "/order")?, text_of(refusal, "/number")?);
    expect(order == owner.id && number == owner.number, || {
        format!("it names the order {number} (id {order}), not {} (id {})", owner.number, owner.id)
    })?;
    unchanged(&run.client, &before)
}

fn shared(run: &mut Run, mut report: Report) -> Result<(), String> {
    report.id = Uuid::new_v4().to_string();
    let reply = put(run, &report)?;
    let order = run.client.order(&reply)?;
    stands(&order, &report)?;
    let order = undo(&run.client, &report.id, "conformance: of both orders")?;
    is(&order, Status::Pending)
}

/// Takes a report back.
pub fn undo(client: &Client, report: &str, reason: &str) -> Result<PurchaseOrder, String> {
    let reply = client.post(&format!("/reports/{}/undo", encode(report)), &json!({"reason": reason}))?;
    client.order(&reply)
}

fn unreasoned(client: &Client, report: &Report) -> Result<(), String> {
    let path = format!("/reports/{}/undo", encode(&report.id));
    client
        .post(&path, &json!({"reason": ""}))?
        .refused(422, "invalid")
        .map_err(|why| format!("no reason: {why}"))?;
    let order = reading::one(client, &report.order)?;
    stands(&order, report)?;
    let path = format!("/reports/{}/undo", Uuid::new_v4());
    let reply = client.post(&path, &json!({"reason": "conformance"}))?;
    reply.refused(404, "not-found").map(drop).map_err(|why| format!("a report that is not known: {why}"))
}

fn undone(run: &mut Run, rest: &Report, part: &Report) -> Result<(), String> {
    for (report, status) in [(rest, Status::PartPurchased), (part, Status::Pending)] {
        let answered = undo(&run.client, &report.id, "conformance: 撤销")?;
        let read = reading::one(&run.client, &report.order)?;
        for order in [answered, read] {
            let still = order.reports.iter().any(|kept| kept.id == report.id);
            expect(!still, || "the report still stands in the order".to_owned())?;
            is(&order, status)?;
        }
    }
    let order = reading::one(&run.client, &part.order)?;
    let covered = order.lines.iter().find(|line| line.purchased != Quantity::ZERO);
    expect(covered.is_none(), || "“purchased” of a line is not 0 again".to_owned())
}

fn undone_again(run: &mut Run, report: &Report) -> Result<(), String> {
    let before = reading::one(&run.client, &report.order)?;
    undo(&run.client, &report.id, "conformance: again")?;
    unchanged(&run.client, &before).map_err(|_| "taken back again, the order has changed".to_owned())?;
    let reply = put(run, report)?;
    let order = run.client.order(&reply)?;
    let stands = order.reports.iter().any(|kept| kept.id == report.id);
    expect(!stands, || "the old report, sent again, stands again".to_owned())
}
