//! A server of the shape of Dolibarr's.

use super::{Kind, Method, Request, Shape, Value, claim, done, record, report, server};

pub struct Site {
    statut: u8,
    number: String,
    pub note: String,
    ordered: u32,
    /// More members of the order, and of each line.
    terms: [&'static str; 2],
    /// What stands in the field for the supplier's order number of another order.
    other: &'static str,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            statut: 2,
            number: String::new(),
            note: "web order 1".into(),
            ordered: 0,
            terms: [""; 2],
            other: "",
        }
    }
}

impl Site {
    fn row(&self) -> String {
        let line = |id: u8, qty: u8, code: &str| {
            format!(
                r#"{{"id":"{id}","product_ref":"I{id}","product_label":"Cable","qty":"{qty}","subprice":"4.35000000","fk_product":"{id}","ref_supplier":"{code}"{}}}"#,
                self.terms[1]
            )
        };
        // The second line was made without the code, which is in the supplier's prices.
        let lines = [line(1, 2, "610947572360"), line(2, 3, "")].join(",");
        format!(
            r#"{{"id":"1","ref":"PO2611-0001","ref_supplier":"{}","statut":"{s}","status":"{s}","socid":"1","note_private":{note},"date_creation":1795441703,"date_modification":null,"lines":[{lines}]{}}}"#,
            self.number,
            self.terms[0],
            note = Value::text(&self.note),
            s = self.statut,
        )
    }
}

/// Whether a text is like what a path filters by: one criterion by Dolibarr's grammar, in which neither
/// parentheses nor colons nor apostrophes can be written; `_` stands for any sign, `%` for any number of them.
fn like(path: &str, text: &str) -> bool {
    let decoded = super::replay::decoded(path);
    let (_, filter) = decoded.split_once("sqlfilters=(t.ref_supplier:like:'%").unwrap();
    let (pattern, _) = filter.split_once("%') and (t.rowid:>:").unwrap();
    assert!(!pattern.contains(['(', ')', ':', '\'', '\\', '"', '%']), "{pattern}");
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    text.windows(pattern.len())
        .any(|own| own.iter().zip(&pattern).all(|(own, sign)| *sign == '_' || own == sign))
}

impl Shape for Site {
    fn kind(&self) -> Kind {
        Kind::Dolibarr
    }

    fn order(&self) -> &'static str {
        "1"
    }

    fn answer(&mut self, user: &str, request: &Request, body: &Value, _: u64) -> (u16, String) {
        assert!(request.headers.contains(&("DOLAPIKEY".to_owned(), user.to_owned())), "{request:?}");
        let missing =
            || (404, r#"{"error":{"code":404,"message":"Not Found: No supplier order found"}}"#.into());
        let path = request.path.strip_prefix("/api/index.php/").unwrap();
        match (request.method, path.split('?').next().unwrap()) {
            (Method::Put, "supplierorders/1") => {
                for (name, field) in [("ref_supplier", &mut self.number), ("note_private", &mut self.note)] {
                    if let Some(text) = body.get(name).and_then(Value::as_text) {
                        *field = text.into();
                    }
                }
                (200, self.row())
            }
            (Method::Post, "supplierorders/1/makeorder") => {
                self.statut = 3;
                self.ordered += 1;
                (200, r#"{"success":{"code":200,"message":"Order sent"}}"#.into())
            }
            (_, "supplierorders/1") => (200, self.row()),
            (_, "supplierorders") if path.contains("ref_supplier") && like(path, self.other) => (
                200,
                format!(r#"[{{"id":"2","ref":"PO2611-0002","statut":"3","ref_supplier":"{}"}}]"#, self.other),
            ),
            (_, "supplierorders") if path.contains("sqlfilters") || self.statut != 2 => missing(),
            (_, "supplierorders") => (200, format!("[{}]", self.row())),
            (_, "users/info") => (200, format!(r#"{{"login":"{user}","firstname":"","lastname":null}}"#)),
            (_, "thirdparties/1") => (200, r#"{"id":"1","name":"Yiwu Haoda"}"#.into()),
            (_, "products/2/purchase_prices") => (
                200,
                r#"[{"fourn_id":"9","fourn_ref":"x"},{"fourn_id":"1","ref_fourn":"610947572361"}]"#.into(),
            ),
            (_, "products/1" | "products/2") => (200, r#"{"url":"https://mall.example/1"}"#.into()),
            (_, "setup/dictionary/units") => (
                200,
                r#"[{"rowid":"5","code":"P","label":"unitP"},{"rowid":"6","code":"BOX","label":"box of 12"}]"#
                    .into(),
            ),
            (_, "setup/company") => (403, r#"{"error":{"code":403,"message":"Forbidden"}}"#.into()),
            _ => missing(),
        }
    }

    fn cancel(&mut self) {
        self.statut = 6;
    }

    fn reference(&self) -> String {
        self.number.clone()
    }

    fn effects(&self) -> (u32, usize) {
        assert!(self.note.starts_with("web order 1"), "what people wrote stays: {}", self.note);
        (self.ordered, 0)
    }
}

#[test]
fn an_empty_list_is_none() {
    let server = server(Site { statut: 3, ..Site::default() });
    let told = done(&server, "li", async |erp| {
        let page = erp.orders(None, None).await?;
        assert_eq!((page.orders.len(), page.next, page.as_of), (0, None, None));
        erp.order(&"1".to_owned()).await
    });
    assert_eq!(told.map(|order| order.note), Ok("web order 1".into()));
}

#[test]
fn a_note_that_its_editor_wrote_is_read_and_kept() {
    let server =
        server(Site { note: "web order 1<br />\n<b>&quot;rush&quot;</b>".into(), ..Site::default() });
    claim(&server, "li", "p1").unwrap();
    let all = report(&server, "r1", &super::BOTH);
    let told = record(&server, &all).unwrap();
    assert_eq!(told.reports, [all]);
    assert_eq!(told.note.replace("\n\n", "\n"), "web order 1\n\"rush\"");
    assert_eq!(server.shape.borrow().effects(), (1, 0));
}

/// The first line's unit and limit in an order with these members, in the order and in its lines.
fn first(terms: [&'static str; 2]) -> (Option<String>, String) {
    let told =
        done(&server(Site { terms, ..Site::default() }), "li", async |erp| erp.order(&"1".to_owned()).await);
    let line = told.unwrap().lines.remove(0);
    let limit = line.limit.map(|limit| format!("{} {}", limit.amount, limit.currency.code()));
    (line.unit, limit.unwrap_or_default())
}

#[test]
fn a_unit_other_than_a_piece_is_told() {
    let unit = |terms: &'static str| first(["", terms]).0;
    for none in [r#","fk_unit":null"#, r#","fk_unit":"0""#, r#","fk_unit":"5""#] {
        assert_eq!(unit(none), None, "{none}");
    }
    assert_eq!(unit(r#","fk_unit":"6""#), Some("box of 12".into()));
    assert_eq!(unit(r#","fk_unit":7"#), Some("unit 7".into()), "one that is not in its list");
}

#[test]
fn a_limit_is_what_the_order_says_in_its_own_currency_after_the_discount() {
    let limit = |order: &'static str, line: &'static str| first([order, line]).1;
    let dollars = r#","multicurrency_code":"USD""#;
    assert_eq!(limit(dollars, r#","multicurrency_subprice":"5.00000000""#), "5 USD");
    assert_eq!(limit(dollars, ""), "", "the price in the firm's currency is no price in another");
    assert_eq!(limit(dollars, r#","multicurrency_subprice":"5.00000000","remise_percent":"10""#), "4.5 USD");
    assert_eq!(limit("", r#","remise_percent":"10""#), "", "the key may not read the firm's currency");
}

#[test]
fn a_number_is_found_whatever_signs_are_in_it() {
    for number in ["AB-12", "W#12/3 (a)", "o'clock:7", "订单1", "a_b%c"] {
        let server = server(Site { other: number, ..Site::default() });
        let sent = super::Report { number: number.into(), ..report(&server, "r1", &super::BOTH) };
        let told = record(&server, &sent);
        assert_eq!(told, Err(super::ErpError::NumberTaken("PO2611-0002".into())), "{number}");
        // One that is only like it is another.
        let server = super::server(Site { other: "W#12/3 (ab)", ..Site::default() });
        assert!(
            record(
                &server,
                &super::Report { number: "W?12/3 (a)".into(), ..report(&server, "r1", &super::BOTH) }
            )
            .is_ok()
        );
    }
}
