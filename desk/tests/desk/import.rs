//! Imports: checked first, all or nothing.

use serde_json::{Value, json};

use super::client::{Desk, order};

crate::on_both! {
    a_table_makes_orders_of_its_rows
    chinese_headings_and_a_mark_at_the_start_are_understood
    one_wrong_row_and_nothing_is_imported
    a_preview_imports_nothing
    the_same_file_twice_is_refused
    the_command_line_imports_files
}

const TABLE: &str = "number,supplier,url,title,attributes,quantity,limit,currency,warehouse,note\n\
    PO-1,杭州,https://detail.1688.com/offer/1.html,T恤,颜色=红色;尺码=XL,10,12.80,CNY,义乌,快\n\
    PO-2,Acme,https://a.example/mug,\"Mug, blue\",,3,2.5,USD,,\n\
    PO-1,,https://detail.1688.com/offer/1.html,T恤,颜色=蓝色;尺码=XL,5,12.80,CNY,,\n";

fn count(desk: &Desk) -> usize {
    desk.get("/orders").body["orders"].as_array().unwrap().len()
}

/// Row and field of each error.
fn errors(body: &Value) -> Vec<(u64, &str)> {
    let errors = body["errors"].as_array().unwrap().iter();
    errors.map(|error| (error["row"].as_u64().unwrap(), error["field"].as_str().unwrap())).collect()
}

fn a_table_makes_orders_of_its_rows(desk: &Desk) {
    let imported = desk.post_text("/import?format=csv", TABLE);
    assert_eq!((imported.status, &imported.body["imported"]), (200, &json!(true)), "{}", imported.body);
    let orders = desk.get("/orders").body["orders"].clone();
    assert_eq!((&orders[0]["number"], &orders[1]["number"]), (&json!("PO-1"), &json!("PO-2")));
    let lines = &orders[0]["lines"];
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&json!("1"), &json!("2")));
    assert_eq!(
        lines[1]["attributes"],
        json!([{"axis": "颜色", "option": "蓝色"}, {"axis": "尺码", "option": "XL"}])
    );
    assert_eq!(lines[1]["limit"], json!({"amount": "12.80", "currency": "CNY"}));
    assert_eq!((&orders[0]["warehouse"]["name"], &orders[0]["note"]), (&json!("义乌"), &json!("快")));
    assert_eq!(orders[1]["lines"][0]["title"], "Mug, blue");
}

fn chinese_headings_and_a_mark_at_the_start_are_understood(desk: &Desk) {
    let table = "\u{feff}采购单号,商品链接,商品名称,数量,规格\nPO-1,https://a.example/1,杯子,3,红色\n";
    let imported = desk.post_text("/import?format=csv", table);
    assert_eq!(imported.status, 200, "{}", imported.body);
    let line = &imported.body["orders"][0]["lines"][0];
    assert_eq!(line["attributes"], json!([{"axis": "", "option": "红色"}]));
}

fn one_wrong_row_and_nothing_is_imported(desk: &Desk) {
    let good = "PO-1,https://a.example/1,Mug,3\n";
    let rows = [
        ("PO-2,javascript:alert(1),Mug,3", "url"),
        ("PO-2,https://a.example/1,,3", "title"),
        ("PO-2,https://a.example/1,Mug,three", "quantity"),
        ("PO-2,https://a.example/1,Mug,-3", "quantity"),
        ("PO-1,https://a.example/2,,3", "title"),
        (",https://a.example/1,Mug,3", "number"),
    ];
    for (row, field) in rows {
        let refused =
            desk.post_text("/import?format=csv", &format!("number,url,title,quantity\n{good}{row}\n"));
        assert_eq!((refused.status, refused.problem()), (422, "import"), "{row}");
        assert_eq!(errors(&refused.body), [(3, field)], "{row}");
    }
    let headings = desk.post_text("/import?format=csv", "number,url,colour\n");
    assert_eq!(errors(&headings.body), [(1, "colour"), (1, "title"), (1, "quantity")]);
    let latin = desk.post_text("/import?format=json", "{\"number\": 1}");
    assert_eq!(errors(&latin.body), [(0, "")]);

    let mut claimed = order("PO-2", &["10"]);
    claimed["status"] = json!("purchased");
    let refused =
        desk.post("/import?format=json", &json!([order("PO-1", &["10"]), claimed, {"number": "PO-3"}]));
    assert_eq!(errors(&refused.body), [(2, "status"), (3, "")]);
    assert_eq!(count(desk), 0);
}

fn a_preview_imports_nothing(desk: &Desk) {
    let preview = desk.post_text("/import?format=csv&preview=true", TABLE);
    assert_eq!((preview.status, &preview.body["imported"]), (200, &json!(false)));
    assert_eq!(preview.body["orders"].as_array().unwrap().len(), 2);
    let wrong =
        desk.post_text("/import?format=csv&preview=true", "number,url,title,quantity\nPO-1,x,Mug,3\n");
    assert_eq!((wrong.status, errors(&wrong.body)), (200, vec![(2, "url")]));
    assert_eq!(count(desk), 0);
}

fn the_same_file_twice_is_refused(desk: &Desk) {
    assert_eq!(desk.post_text("/import?format=csv", TABLE).status, 200);
    let again = desk.post_text("/import?format=csv", TABLE);
    assert_eq!((again.status, errors(&again.body)), (422, vec![(2, "number"), (3, "number")]));
    let within = desk.post("/import?format=json", &json!([order("PO-9", &["1"]), order("PO-9", &["1"])]));
    assert_eq!(errors(&within.body), [(2, "number")]);
    assert_eq!(count(desk), 2);
}

fn the_command_line_imports_files(desk: &Desk) {
    let file = desk.directory.path().join("orders.csv");
    let name = file.to_str().unwrap();
    std::fs::write(&file, TABLE).unwrap();
    assert_eq!(desk.run(&["import", name, "--preview"]), "2 orders to import\n");
    assert_eq!(desk.run(&["import", name]), "2 orders imported\n");
    assert_eq!(count(desk), 2);
    assert!(desk.run_failing(&["import", name]).contains("PO-1 is here already"));
}
