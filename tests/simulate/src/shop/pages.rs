//! What the supplier's pages are read to be.

use chrono::TimeDelta;
use one_click_purchase::order::Quantity;
use one_click_purchase::page::{
    Axis, Basket, BasketLine, Button, ButtonRole, Choice, Control, Kind, Link, LinkRole, Placed, Product,
    QuantityControl, Reading,
};
use rust_decimal::Decimal;

use super::{
    ADD, BLUE, BUY, FIELD, FREIGHT, Good, HOST, NEXT, Ordered, PAY, PRICE, Page, RED, SUBMIT, Style,
    TO_CHECKOUT, WANTED, address_of, cents, yuan,
};
use crate::world::{Ms, Who, World};

fn button(handle: u32, role: ButtonRole, label: &str) -> Button {
    Button { handle, role, label: label.to_owned(), disabled: false }
}

fn line_of(good: Good) -> BasketLine {
    BasketLine {
        title: format!("衬衫 {}", good.product),
        variant: vec![if good.right { WANTED } else { "蓝色" }.to_owned()],
        url: Some(address_of(good.product)),
        quantity: Some(Quantity::from(good.count)),
        price: Some(yuan(PRICE)),
        selected: true,
        ..BasketLine::default()
    }
}

fn product_of(product: u32, chosen: Option<bool>, quantity: u32) -> Product {
    let choice = |handle: u32, label: &str, is: bool| Choice {
        label: label.to_owned(),
        bare: None,
        id: None,
        disabled: false,
        chosen: is,
        control: Control::Click(handle),
    };
    let options =
        vec![choice(RED, WANTED, chosen == Some(true)), choice(BLUE, "蓝色", chosen == Some(false))];
    Product {
        title: format!("衬衫 {product}"),
        price: Some(yuan(PRICE)),
        stock: Some(Decimal::from(500)),
        axes: vec![Axis { name: "颜色".to_owned(), options, opener: None }],
        quantity: Some(QuantityControl {
            handle: FIELD,
            value: Some(Quantity::from(quantity)),
            ..QuantityControl::default()
        }),
        ..Product::default()
    }
}

impl World {
    /// What a tab's page is read to be.
    pub fn read(&mut self, who: Who, id: i32) -> Reading {
        let signed_in = self.browser(who).signed_in;
        let Some(page) = self.browser(who).tab(id).map(|tab| tab.page.clone()) else {
            return Reading::default();
        };
        let link = |role, path: &str, handle| Link { role, url: format!("https://{HOST}{path}"), handle };
        let mut reading = Reading {
            url: page.address(),
            top: true,
            settled: true,
            signed_in: Some(signed_in),
            links: vec![link(LinkRole::Orders, "/orders", 1), link(LinkRole::Cart, "/cart", 2)],
            ..Reading::default()
        };
        reading.kind = match &page {
            Page::Blank | Page::Broken | Page::Home => Kind::Other,
            Page::Product(product, chosen, quantity) => {
                reading.product = Some(product_of(*product, *chosen, *quantity));
                if self.shop.buys_now {
                    reading.buttons.push(button(BUY, ButtonRole::BuyNow, "立即购买"));
                }
                if self.shop.adds {
                    reading.buttons.push(button(ADD, ButtonRole::AddToCart, "加入购物车"));
                }
                Kind::Product
            }
            Page::SignIn(_) => {
                reading.signed_in = Some(false);
                Kind::Login
            }
            Page::Cart(goods) => {
                reading.basket = Some(basket(goods, false));
                reading.buttons.push(button(TO_CHECKOUT, ButtonRole::ToCheckout, "去结算"));
                Kind::Cart
            }
            Page::Checkout(goods, _) => {
                reading.basket = Some(basket(goods, true));
                reading.buttons.push(match self.shop.pages {
                    0 => button(SUBMIT, ButtonRole::Submit, "提交订单"),
                    // All pages end alike.
                    _ => button(NEXT, ButtonRole::Continue, "下一步"),
                });
                Kind::Checkout
            }
            Page::Cashier(_) => {
                reading.buttons.push(button(PAY, ButtonRole::Pay, "立即支付"));
                Kind::Cashier
            }
            Page::Receipt(order, style) => {
                let order = self.shop.orders.get(*order).cloned();
                reading.placed = order
                    .filter(|_| *style != Style::Thanks)
                    .iter()
                    .map(|order| Placed {
                        number: order.number.clone(),
                        lines: match style {
                            Style::Whole => order.goods.iter().copied().map(line_of).collect(),
                            _ => Vec::new(),
                        },
                        total: Some(order.total()),
                        ..Placed::default()
                    })
                    .collect();
                Kind::Receipt
            }
            Page::Orders => {
                reading.placed = self.listed(who);
                Kind::OrderList
            }
        };
        reading
    }

    fn listed(&self, who: Who) -> Vec<Placed> {
        let own = |order: &&Ordered| (self.shop.shared || order.by == who) && order.listed <= self.now;
        let since = |at: Ms| TimeDelta::milliseconds(i64::try_from(self.now - at).unwrap_or_default());
        let all = self.shop.orders.iter().rev().filter(own).filter(|order| !order.cancelled);
        all.map(|order| Placed {
            number: order.number.clone(),
            lines: order.goods.iter().copied().map(line_of).collect(),
            total: Some(order.total()),
            placed: self.time().checked_sub_signed(since(order.at)),
            ..Placed::default()
        })
        .collect()
    }

    /// The buttons of a tab's page.
    pub fn buttons(&mut self, who: Who, id: i32) -> Vec<Button> {
        self.read(who, id).buttons
    }
}

fn basket(goods: &[Good], whole: bool) -> Basket {
    Basket {
        lines: goods.iter().copied().map(line_of).collect(),
        freight: whole.then(|| yuan(FREIGHT)),
        total: Some(yuan(if whole { cents(goods) } else { cents(goods) - FREIGHT })),
        ship_to: None,
        cut: false,
    }
}
