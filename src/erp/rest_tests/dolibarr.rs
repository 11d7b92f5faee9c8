//! A server of the shape of Dolibarr's.

use super::{Kind, Method, Request, Shape, Value, claim, done, record, report, server};

pub struct Site {
    statut: u8,
    number: String,
    pub note: String,
    ordered: u32,
}

impl Default for Site {
    fn default() -> Self {
        Self { statut: 2, number: String::new(), note: "web order 1".into(), ordered: 0 }
    }
}

impl Site {
    fn row(&self) -> String {
        let line = |id: u8, qty: u8, code: &str| {
            format!(
                r#"{{"id":"{id}","product_ref":"I{id}","product_label":"Cable","qty":"{qty}","subprice":"4.35000000","fk_product":"{id}","ref_supplier":"{code}"}}"#
            )
        };
        // The second line was made without the code, which is in the supplier's prices.
        let lines = [line(1, 2, "610947572360"), line(2, 3, "")].join(",");
        format!(
            r#"{{"id":"1","ref":"PO2611-0001","ref_supplier":"{}","statut":"{s}","status":"{s}","socid":"1","note_private":{},"date_creation":1795441703,"date_modification":null,"lines":[{lines}]}}"#,
            self.number,
            Value::text(&self.note),
            s = self.statut,
        )
    }
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
            (_, "supplierorders") if path.contains("sqlfilters") || self.statut != 2 => missing(),
            (_, "supplierorders") => (200, format!("[{}]", self.row())),
            (_, "users/info") => (200, format!(r#"{{"login":"{user}","firstname":"","lastname":null}}"#)),
            (_, "thirdparties/1") => (200, r#"{"id":"1","name":"Yiwu Haoda"}"#.into()),
            (_, "products/2/purchase_prices") => (
                200,
                r#"[{"fourn_id":"9","fourn_ref":"x"},{"fourn_id":"1","ref_fourn":"610947572361"}]"#.into(),
            ),
            (_, "products/1" | "products/2") => (200, r#"{"url":"https://mall.example/1"}"#.into()),
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
