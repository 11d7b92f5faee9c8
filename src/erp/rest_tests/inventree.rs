//! A server of the shape of InvenTree's, which adds to metadata or puts new ones in their place.

use super::{Erp, ErpError, Fault, Kind, Method, PurchaseOrder, Request, Shape, Value, done, server};

pub struct Site {
    merges: bool,
    status: u8,
    number: String,
    metadata: Vec<(String, String)>,
    freight: Vec<(String, String)>,
    issued: u32,
    pub next: &'static str,
}

impl Site {
    pub fn new(merges: bool) -> Self {
        let others = ("label".to_owned(), r#"{"printed":true}"#.to_owned());
        Self {
            merges,
            status: 10,
            number: String::new(),
            metadata: vec![others],
            freight: Vec::new(),
            issued: 0,
            next: "null",
        }
    }

    fn row(&self) -> String {
        format!(
            r#"{{"pk":1,"creation_date":"2026-11-23","description":"web order","reference":"PO-0001","status":{},"supplier":1,"supplier_reference":"{}","supplier_name":"Yiwu Haoda","order_currency":"CNY"}}"#,
            self.status, self.number
        )
    }

    fn metadata(&self) -> String {
        let members: Vec<String> =
            self.metadata.iter().map(|(name, member)| format!("{}:{member}", Value::text(name))).collect();
        format!(r#"{{"metadata":{{{}}}}}"#, members.join(","))
    }

    fn patch(&mut self, path: &str, body: &Value) -> String {
        if let Some(Value::Object(members)) = body.get("metadata") {
            if !self.merges {
                self.metadata.clear();
            }
            for (name, member) in members.members() {
                self.metadata.retain(|(own, _)| own != name);
                // As a database sorts the names of members.
                self.metadata.insert(0, (name.to_owned(), member.to_string()));
            }
            return self.metadata();
        }
        if path.contains("po-extra-line/") {
            self.freight[0].1 = body.get("price").unwrap().as_text().unwrap().into();
            return "{}".into();
        }
        self.number = body.get("supplier_reference").unwrap().as_text().unwrap().into();
        self.row()
    }
}

fn list(rows: &str, count: usize, next: &str) -> String {
    format!(r#"{{"count":{count},"next":{next},"previous":null,"results":[{rows}]}}"#)
}

impl Shape for Site {
    fn kind(&self) -> Kind {
        Kind::InvenTree
    }

    fn order(&self) -> &'static str {
        "1"
    }

    fn answer(&mut self, user: &str, request: &Request, body: &Value, _: u64) -> (u16, String) {
        let path = request.path.as_str();
        let known = ("Authorization".to_owned(), format!("Token {user}"));
        assert!(request.headers.contains(&known), "{request:?}");
        match (request.method, path.split('?').next().unwrap()) {
            (Method::Patch, path) => (200, self.patch(path, body)),
            (Method::Post, "/api/order/po/1/issue/") => {
                if self.status == 10 {
                    self.status = 20;
                    self.issued += 1;
                }
                (201, "{}".into())
            }
            (Method::Post, "/api/order/po-extra-line/") => {
                let text = |name: &str| body.get(name).unwrap().as_text().unwrap().to_owned();
                self.freight.push((text("notes"), text("price")));
                (201, "{}".into())
            }
            (_, "/api/user/me/") => {
                (200, format!(r#"{{"username":"{user}","first_name":"","last_name":""}}"#))
            }
            (_, "/api/order/po/1/") => (200, self.row()),
            (_, "/api/order/po/1/metadata/") => (200, self.metadata()),
            (_, "/api/order/po-extra-line/") => {
                let line = |(notes, price): &(String, String)| {
                    format!(r#"{{"pk":5,"reference":"FREIGHT","notes":"{notes}","price":{price}}}"#)
                };
                let lines: Vec<String> = self.freight.iter().map(line).collect();
                (200, list(&lines.join(","), lines.len(), "null"))
            }
            (_, "/api/order/po-line/") => {
                let line = |pk: u8, quantity: u8, code: &str| {
                    format!(
                        r#"{{"pk":{pk},"quantity":{quantity}.0,"reference":"L{pk}","purchase_price":4.35,"purchase_price_currency":"CNY","ipn":"I{pk}","internal_part_name":"Cable","supplier_part_detail":{{"link":"https://mall.example/{code}","SKU":"{code}","note":"color: red","pack_quantity":"1"}}}}"#
                    )
                };
                let lines = [line(1, 2, "610947572360"), line(2, 3, "610947572361")].join(",");
                (200, list(&lines, 2, "null"))
            }
            (_, "/api/order/po/") if path.contains("search=") => (200, list("", 0, "null")),
            (_, "/api/order/po/") => (200, list(&self.row(), 1, self.next)),
            _ => (404, r#"{"detail":"Not found."}"#.into()),
        }
    }

    fn cancel(&mut self) {
        self.status = 40;
    }

    fn reference(&self) -> String {
        self.number.clone()
    }

    fn effects(&self) -> (u32, usize) {
        assert!(self.metadata.iter().any(|(name, _)| name == "label"), "what others keep there stays");
        (self.issued, self.freight.iter().filter(|(_, price)| price != "0").count())
    }
}

async fn first(erp: &dyn Erp) -> Result<PurchaseOrder, ErpError> {
    erp.orders(None, None).await.map(|page| page.orders.into_iter().next().unwrap())
}

#[test]
fn a_list_does_not_go_on_elsewhere() {
    let next = |next: &'static str| {
        let server = server(Site { next, ..Site::new(true) });
        done(&server, "li", async |erp| first(erp).await)
    };
    let order = next(r#""http://erp.example/api/order/po/?limit=50&offset=50""#).unwrap();
    let line = &order.lines[0];
    assert_eq!((line.url.as_str(), line.variant().as_str()), ("https://mall.example/610947572360", "red"));
    for elsewhere in ["https://evil.example/api/order/po/", "https://erp.example:8443/api/order/po/"] {
        let quoted: &'static str = Box::leak(format!("\"{elsewhere}\"").into_boxed_str());
        assert_eq!(next(quoted), Err(Fault::Elsewhere(elsewhere.into()).into()));
    }
}

#[test]
fn a_server_without_its_interface_is_no_inventree() {
    struct Other;
    impl Shape for Other {
        fn kind(&self) -> Kind {
            Kind::InvenTree
        }
        fn order(&self) -> &'static str {
            "1"
        }
        fn answer(&mut self, _: &str, _: &Request, _: &Value, _: u64) -> (u16, String) {
            (404, r#"{"detail":"Not found."}"#.into())
        }
        fn cancel(&mut self) {}
        fn reference(&self) -> String {
            String::new()
        }
        fn effects(&self) -> (u32, usize) {
            (0, 0)
        }
    }
    let told = done(&server(Other), "li", async |erp| match erp.test().await {
        Err(error) => Err(error),
        Ok(_) => Err(ErpError::NotFound),
    });
    assert!(matches!(told, Err(ErpError::NotThisKind(_))), "{told:?}");
}
