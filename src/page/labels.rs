//! The words that shops put beside order numbers, amounts and times, and where they stand in a text.
//!
//! A phrase counts as a label only where something can follow it as its value: `运费：¥5` has one,
//! `运费险` has none. Phrases are written folded and in lower case.

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// The supplier's order number.
    Order,
    /// A number of a payment, an invoice, a refund or a customer: never an order number.
    OtherNumber,
    /// A tracking number.
    Tracking,
    /// A telephone number or a post code.
    Contact,
    /// The supplier's id of a product.
    Product,
    /// What is really to be paid or was paid.
    Payable,
    /// A total; with or without freight.
    Total,
    /// The goods without freight, or the total of one line.
    Subtotal,
    /// Freight.
    Freight,
    /// What is taken off.
    Discount,
    /// The price of one.
    Price,
    /// How many.
    Quantity,
    /// When the order was placed.
    Placed,
    /// Another time: paid, sent, received.
    OtherTime,
    /// Where the goods go.
    ShipTo,
    /// The buyer's account.
    Account,
    /// What is bought.
    Title,
    /// Which variant of it.
    Variant,
    /// Anything else that ends the value before it.
    Other,
}

const PHRASES: &[(Label, &[&str])] = &[
    (
        Label::Order,
        &[
            "订单编号",
            "订单号码",
            "订单号",
            "订单id",
            "订单 id",
            "采购单号",
            "订单編號",
            "訂單編號",
            "訂單號碼",
            "訂單號",
            "注文番号",
            "주문번호",
            "order number",
            "order no",
            "order nr",
            "order #",
            "order#",
            "order id",
            "order reference",
            "order ref",
            "order code",
            "ref. number",
            "order confirmation number",
            "bestellnummer",
            "bestell-nr",
            "bestellnr",
            "auftragsnummer",
            "numéro de commande",
            "n° de commande",
            "commande n°",
            "número de pedido",
            "pedido nº",
            "numero d'ordine",
            "numero ordine",
            "número do pedido",
            "número da encomenda",
            "bestelnummer",
            "numer zamówienia",
            "ordrenummer",
            "ordernummer",
            "номер заказа",
            "číslo objednávky",
            "rendelésszám",
            "număr comandă",
        ],
    ),
    (
        Label::OtherNumber,
        &[
            "支付流水号",
            "交易流水号",
            "流水号",
            "支付单号",
            "支付宝交易号",
            "交易号",
            "交易单号",
            "支付编号",
            "付款单号",
            "付款编号",
            "商户订单号",
            "商家订单号",
            "支付订单号",
            "外部订单号",
            "退款编号",
            "退款单号",
            "发票号码",
            "发票号",
            "payment reference",
            "payment id",
            "payment number",
            "payment no",
            "transaction id",
            "transaction number",
            "transaction reference",
            "transaction no",
            "refund number",
            "invoice number",
            "invoice no",
            "purchase order number",
            "po number",
            "customer number",
            "kundennummer",
            "rechnungsnummer",
            "zahlungsreferenz",
            "reference number",
        ],
    ),
    (
        Label::Tracking,
        &[
            "运单号码",
            "运单号",
            "运单编号",
            "快递单号",
            "快递编号",
            "物流单号",
            "物流编号",
            "追踪号",
            "tracking number",
            "tracking no",
            "tracking id",
            "tracking #",
            "tracking code",
            "waybill number",
            "waybill no",
            "waybill",
            "sendungsnummer",
            "numéro de suivi",
            "número de seguimiento",
        ],
    ),
    (
        Label::Contact,
        &[
            "手机号码",
            "手机号",
            "手机",
            "联系电话",
            "电话",
            "客服热线",
            "客服电话",
            "热线",
            "邮政编码",
            "邮编",
            "phone",
            "telephone",
            "tel",
            "mobile",
            "hotline",
            "call us",
            "telefon",
            "postcode",
            "post code",
            "zip code",
            "postal code",
            "zip",
            "plz",
        ],
    ),
    (
        Label::Product,
        &[
            "商品编号",
            "商品编码",
            "商品id",
            "货号",
            "款号",
            "item number",
            "item no",
            "product id",
            "product code",
            "article number",
            "artikelnummer",
            "art.-nr",
            "part number",
            "sku",
            "asin",
            "isbn",
        ],
    ),
    (
        Label::Payable,
        &[
            "优惠后付款",
            "实付金额",
            "实付款",
            "实付",
            "实际支付",
            "应付总额",
            "应付金额",
            "应付款",
            "应付",
            "待支付",
            "待付款金额",
            "需付款",
            "需支付",
            "支付金额",
            "付款金额",
            "order total",
            "grand total",
            "amount due",
            "total due",
            "amount to pay",
            "you pay",
            "total to pay",
            "amount paid",
            "total paid",
            "you paid",
            "payment total",
            "to pay",
            "gesamtbetrag",
            "gesamtsumme",
            "zu zahlen",
            "total à payer",
            "total a pagar",
        ],
    ),
    (
        Label::Total,
        &[
            "合计",
            "总计",
            "总价",
            "总额",
            "总金额",
            "订单总价",
            "订单总额",
            "订单金额",
            "order amount",
            "total amount",
            "total",
            "total price",
            "total cost",
            "gesamt",
            "summe",
            "total ttc",
            "totale",
            "totaal",
            "suma",
            "итого",
            "合計",
        ],
    ),
    (
        Label::Subtotal,
        &[
            "商品总价",
            "货品总金额",
            "货品总价",
            "商品金额",
            "商品总额",
            "商品总金额",
            "商品合计",
            "货品金额",
            "货款",
            "小计",
            "金额",
            "subtotal",
            "sub-total",
            "sub total",
            "item(s) subtotal",
            "items subtotal",
            "item subtotal",
            "merchandise total",
            "total before tax",
            "goods total",
            "line total",
            "amount",
            "items",
            "zwischensumme",
            "warenwert",
            "sous-total",
        ],
    ),
    (
        Label::Freight,
        &[
            "运费合计",
            "运费总额",
            "运费",
            "邮费",
            "配送费",
            "快递费",
            "物流费",
            "运输费",
            "shipping & handling",
            "shipping and handling",
            "shipping fee",
            "shipping cost",
            "shipping charge",
            "shipping",
            "delivery fee",
            "delivery charge",
            "delivery cost",
            "freight",
            "postage & packing",
            "postage",
            "versandkosten",
            "versand",
            "frais de port",
            "livraison",
            "gastos de envío",
        ],
    ),
    (
        Label::Discount,
        &[
            "店铺优惠",
            "优惠金额",
            "优惠券",
            "优惠",
            "折扣",
            "红包",
            "立减",
            "已减",
            "共减",
            "节省",
            "discount",
            "savings",
            "you save",
            "coupon",
            "rabatt",
        ],
    ),
    (
        Label::Price,
        &[
            "单价",
            "采购单价",
            "价格",
            "unit price",
            "price each",
            "price per unit",
            "each",
            "price",
            "stückpreis",
            "einzelpreis",
        ],
    ),
    (
        Label::Quantity,
        &[
            "数量",
            "采购数量",
            "购买数量",
            "订购数量",
            "件数",
            "quantity",
            "qty",
            "menge",
            "anzahl",
            "quantité",
            "cantidad",
            "num items",
        ],
    ),
    (
        Label::Placed,
        &[
            "下单时间",
            "下单日期",
            "创建时间",
            "订单时间",
            "订单日期",
            "订购时间",
            "提交时间",
            "order date",
            "order time",
            "date ordered",
            "ordered on",
            "order placed",
            "placed on",
            "date placed",
            "date submitted",
            "date added",
            "purchase date",
            "date",
            "bestelldatum",
            "bestellt am",
            "date de commande",
            "fecha del pedido",
        ],
    ),
    (
        Label::OtherTime,
        &[
            "付款时间",
            "支付时间",
            "发货时间",
            "确认时间",
            "完成时间",
            "收货时间",
            "成交时间",
            "paid on",
            "payment date",
            "payment time",
            "shipped on",
            "delivered on",
            "delivery date",
            "estimated delivery",
            "ship date",
        ],
    ),
    (
        Label::ShipTo,
        &[
            "收货地址",
            "收货信息",
            "确认收货地址",
            "收货人信息",
            "收货人",
            "收件人",
            "配送至",
            "寄送至",
            "送至",
            "ship to",
            "shipping to",
            "shipping address",
            "delivery address",
            "deliver to",
            "delivering to",
            "delivery to",
            "shipping information",
            "lieferadresse",
            "adresse de livraison",
            "dirección de envío",
        ],
    ),
    (
        Label::Account,
        &[
            "买家账号",
            "下单账号",
            "采购账号",
            "买家会员名",
            "会员名",
            "buyer account",
            "ordered by",
            "buyer",
            "account",
        ],
    ),
    (
        Label::Title,
        &[
            "商品信息",
            "商品名称",
            "货品信息",
            "宝贝",
            "货品",
            "商品",
            "产品",
            "名称",
            "product",
            "item",
            "description",
            "title",
            "artikel",
        ],
    ),
    (Label::Variant, &["规格型号", "规格", "已选规格", "variant", "options", "option"]),
    (
        Label::Other,
        &[
            "订单状态",
            "交易状态",
            "物流状态",
            "状态",
            "支付方式",
            "付款方式",
            "配送方式",
            "操作",
            "order status",
            "status",
            "payment method",
            "shipping method",
            "billing address",
            "action",
            "actions",
            "seller",
            "卖家",
            "供应商",
            "sold by",
            "买家留言",
            "给卖家留言",
            "订单备注",
            "备注",
            "order note",
            "tax",
            "税费",
            "税额",
        ],
    ),
];

/// A label in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundLabel {
    /// What it announces.
    pub label: Label,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte where its value may begin, behind colons and the like.
    pub end: usize,
}

/// What a text announces that is nothing but a label, as a column's head or the term of a pair.
pub fn label_of(text: &str) -> Option<Label> {
    let text = text.to_lowercase();
    let bare = text.split(['(', '[']).next().unwrap_or_default();
    let bare = bare.trim_matches(|char: char| char.is_whitespace() || matches!(char, ':' | '.' | '*'));
    match bare {
        "订单" | "order" | "pedido" | "bestellung" => return Some(Label::Order),
        _ => {}
    }
    let mut all =
        PHRASES.iter().flat_map(|(label, phrases)| phrases.iter().map(move |phrase| (*label, *phrase)));
    all.find(|(_, phrase)| *phrase == bare || phrase.trim_end_matches(" #") == bare).map(|(label, _)| label)
}

/// The labels in a folded text, in order; where one holds another, the longer one.
pub fn labels_in(text: &str) -> Vec<FoundLabel> {
    // Lower case may change a letter's length; then places would not fit, and only ASCII is lowered.
    let lowered = text.to_lowercase();
    let lowered = if lowered.len() == text.len() { lowered } else { text.to_ascii_lowercase() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = lowered.get(at..).filter(|rest| !rest.is_empty()) {
        let before = lowered.get(..at).unwrap_or_default();
        match longest(before, rest) {
            Some((label, len, behind)) => {
                found.push(FoundLabel { label, start: at, end: at + len + behind });
                at += len + behind.max(0);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// The longest phrase that a text begins with as a label: its meaning, its length, and the length of
/// what leads over to the value.
fn longest(before: &str, rest: &str) -> Option<(Label, usize, usize)> {
    let all = PHRASES.iter().flat_map(|(label, phrases)| phrases.iter().map(move |phrase| (*label, *phrase)));
    let (label, phrase) =
        all.filter(|(_, phrase)| rest.starts_with(phrase)).max_by_key(|(_, phrase)| phrase.len())?;
    let behind = rest.get(phrase.len()..)?;
    let leads = bridge(phrase, before, behind)?;
    Some((label, phrase.len(), leads))
}

/// How much leads over from a label to its value, or nothing where the phrase is only a part of
/// other words.
fn bridge(phrase: &str, before: &str, behind: &str) -> Option<usize> {
    let latin = phrase.starts_with(|char: char| char.is_alphabetic() && char < '\u{2e80}');
    let last = before.chars().next_back();
    if latin {
        if last.is_some_and(|char| char.is_alphanumeric() && char < '\u{2e80}')
            || behind.starts_with(|char: char| char.is_alphanumeric())
        {
            return None;
        }
        // A single word is a label only where it opens a text: `the price of shipping` names nothing.
        let opens = before
            .trim_end()
            .chars()
            .next_back()
            .is_none_or(|char| !char.is_alphabetic() || char >= '\u{2e80}');
        if !phrase.contains([' ', '#']) && !opens {
            return None;
        }
    }
    let mut rest = behind.trim_start();
    // `合计(含运费)：¥35.60`: an aside without a number is not the value.
    if let Some((aside, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        if !aside.contains(|char: char| char.is_ascii_digit()) {
            rest = after.trim_start();
        }
    }
    let aside = rest.len() != behind.trim_start().len();
    let marked =
        rest.trim_start_matches(|char: char| matches!(char, ':' | '#' | '.' | '№') || char.is_whitespace());
    let said = ["is", "are", "was", "为", "是"].iter().find_map(|verb| {
        let rest = marked.strip_prefix(verb)?;
        let whole = !verb.is_ascii() || !rest.starts_with(|char: char| char.is_alphanumeric());
        whole.then(|| rest.trim_start_matches([':', ' ']))
    });
    let value = said.unwrap_or(marked).trim_start();
    let opens = |char: char| char.is_ascii_digit() || matches!(char, '¥' | '$' | '€' | '£' | '-' | '(');
    let stands = value.is_empty()
        || aside
        || rest.len() != marked.len()
        || behind.starts_with(char::is_whitespace)
        || said.is_some()
        || value.starts_with(opens)
        || (!latin && value.starts_with(|char: char| char.is_ascii_alphanumeric()));
    stands.then_some(behind.len() - value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Label, &str)> {
        labels_in(text).into_iter().map(|found| (found.label, &text[found.end..])).collect()
    }

    #[test]
    fn a_label_leads_to_its_value() {
        for (text, label, value) in [
            ("订单编号:2885", Label::Order, "2885"),
            ("您的订单号为 2885", Label::Order, "2885"),
            ("订单号2885", Label::Order, "2885"),
            ("Your order number is 100002.", Label::Order, "100002."),
            ("Order # 112-0399923", Label::Order, "112-0399923"),
            ("Order No.: 12", Label::Order, "12"),
            ("支付订单号:77", Label::OtherNumber, "77"),
            ("Transaction ID: 77", Label::OtherNumber, "77"),
            ("合计(含运费):¥35.60", Label::Total, "¥35.60"),
            ("实付¥35.60", Label::Payable, "¥35.60"),
            ("Shipping & handling: $5", Label::Freight, "$5"),
            ("实付款", Label::Payable, ""),
        ] {
            assert_eq!(read(text), [(label, value)], "{text}");
        }
    }

    #[test]
    fn parts_of_other_words_are_no_labels() {
        for text in [
            "运费险",
            "退货包运费的",
            "不含运费)",
            "the price of shipping",
            "reorder numbers",
            "totally",
            "orders",
            "实付满减",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn columns_are_named_by_whole_words() {
        assert_eq!(label_of("单价(元)"), Some(Label::Price));
        assert_eq!(label_of("Order"), Some(Label::Order));
        assert_eq!(label_of("Qty."), Some(Label::Quantity));
        assert_eq!(label_of("Order #"), Some(Label::Order));
        assert_eq!(label_of("Ordering"), None);
    }
}
