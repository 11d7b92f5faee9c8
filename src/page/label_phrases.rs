//! The phrases of [`Label`]s: Chinese and English first, and what other languages say for the same.

use std::sync::LazyLock;

use super::labels::Label;
use super::word_lists::{WordLists, split};

/// What announces what, phrase by phrase.
pub static PHRASES: LazyLock<Vec<(Label, Vec<&'static str>)>> = LazyLock::new(|| split(&[LISTS]));

/// What announces what, folded and in lower case.
#[rustfmt::skip]
const LISTS: WordLists<Label> = &[
    (Label::Order, "\
        订单编号; 订单号码; 订单号; 订单id; 订单 id; 采购单号; 订单編號; 訂單編號; 訂單號碼; 訂單號; \
        注文番号; 주문번호; order number; order no; order nr; order #; order#; order id; order reference; \
        order ref; order code; ref. number; order confirmation number; bestellnummer; bestell-nr; \
        bestellnr; auftragsnummer; numéro de commande; n° de commande; commande n°; número de pedido; \
        pedido nº; numero d'ordine; numero ordine; número do pedido; número da encomenda; bestelnummer; \
        numer zamówienia; ordrenummer; ordernummer; номер заказа; číslo objednávky; rendelésszám; \
        număr comandă"),
    (Label::OtherNumber, "\
        支付流水号; 交易流水号; 流水号; 支付单号; 支付宝交易号; 交易号; 交易单号; 支付编号; 付款单号; \
        付款编号; 商户订单号; 商家订单号; 支付订单号; 外部订单号; 退款编号; 退款单号; 发票号码; 发票号; \
        payment reference; payment id; payment number; payment no; transaction id; transaction number; \
        transaction reference; transaction no; refund number; invoice number; invoice no; \
        purchase order number; po number; customer number; kundennummer; rechnungsnummer; \
        zahlungsreferenz; reference number"),
    (Label::Tracking, "\
        运单号码; 运单号; 运单编号; 快递单号; 快递编号; 物流单号; 物流编号; 追踪号; tracking number; \
        tracking no; tracking id; tracking #; tracking code; waybill number; waybill no; waybill; \
        sendungsnummer; numéro de suivi; número de seguimiento"),
    (Label::Contact, "\
        手机号码; 手机号; 手机; 联系电话; 电话; 客服热线; 客服电话; 热线; 邮政编码; 邮编; phone; \
        telephone; tel; mobile; hotline; call us; telefon; postcode; post code; zip code; postal code; \
        zip; plz"),
    (Label::Product, "\
        商品编号; 商品编码; 商品id; 货号; 款号; item number; item no; product id; product code; \
        article number; artikelnummer; art.-nr; part number; sku; asin; isbn"),
    (Label::Payable, "\
        优惠后付款; 实付金额; 实付款; 实付; 实际支付; 应付总额; 应付金额; 应付款; 应付; 待支付; \
        待付款金额; 需付款; 需支付; 支付金额; 付款金额; order total; grand total; amount due; total due; \
        amount to pay; you pay; total to pay; amount paid; total paid; you paid; payment total; to pay; \
        gesamtbetrag; gesamtsumme; zu zahlen; total à payer; total a pagar"),
    (Label::Total, "\
        合计; 总计; 总价; 总额; 总金额; 订单总价; 订单总额; 订单金额; order amount; total amount; total; \
        total price; total cost; gesamt; summe; total ttc; totale; totaal; suma; итого; 合計"),
    (Label::Subtotal, "\
        商品总价; 货品总金额; 货品总价; 商品金额; 商品总额; 商品总金额; 商品合计; 货品金额; 货款; 小计; \
        金额; subtotal; sub-total; sub total; item(s) subtotal; items subtotal; item subtotal; \
        merchandise total; total before tax; goods total; line total; amount; items; zwischensumme; \
        warenwert; sous-total"),
    (Label::Freight, "\
        运费合计; 运费总额; 运费; 邮费; 配送费; 快递费; 物流费; 运输费; shipping & handling; \
        shipping and handling; shipping fee; shipping cost; shipping charge; shipping; delivery fee; \
        delivery charge; delivery cost; freight; postage & packing; postage; versandkosten; versand; \
        frais de port; livraison; gastos de envío"),
    (Label::Discount, "\
        店铺优惠; 优惠金额; 优惠券; 优惠; 折扣; 红包; 立减; 已减; 共减; 节省; discount; savings; you save; \
        coupon; rabatt"),
    (Label::Price, "\
        单价; 采购单价; 价格; unit price; price each; price per unit; each; price; stückpreis; einzelpreis"),
    (Label::Quantity, "\
        数量; 采购数量; 购买数量; 订购数量; 件数; quantity; qty; menge; anzahl; quantité; cantidad; \
        num items"),
    (Label::Placed, "\
        下单时间; 下单日期; 创建时间; 订单时间; 订单日期; 订购时间; 提交时间; order date; order time; \
        date ordered; ordered on; order placed; placed on; date placed; date submitted; date added; \
        purchase date; date; bestelldatum; bestellt am; date de commande; fecha del pedido"),
    (Label::OtherTime, "\
        付款时间; 支付时间; 发货时间; 确认时间; 完成时间; 收货时间; 成交时间; paid on; payment date; \
        payment time; shipped on; delivered on; delivery date; estimated delivery; ship date"),
    (Label::ShipTo, "\
        收货地址; 收货信息; 确认收货地址; 收货人信息; 收货人; 收件人; 配送至; 寄送至; 送至; ship to; \
        shipping to; shipping address; delivery address; deliver to; delivering to; delivery to; \
        shipping information; lieferadresse; adresse de livraison; dirección de envío"),
    (Label::Account, "\
        买家账号; 下单账号; 采购账号; 买家会员名; 会员名; buyer account; ordered by; buyer; account"),
    (Label::Title, "\
        商品信息; 商品名称; 货品信息; 宝贝; 货品; 商品; 产品; 名称; product; item; description; title; \
        artikel"),
    (Label::Variant, "\
        规格型号; 规格; 已选规格; variant; options; option"),
    (Label::Other, "\
        订单状态; 交易状态; 物流状态; 状态; 支付方式; 付款方式; 配送方式; 操作; order status; status; \
        payment method; shipping method; billing address; action; actions; seller; 卖家; 供应商; sold by; \
        买家留言; 给卖家留言; 订单备注; 备注; order note; tax; 税费; 税额"),
];
