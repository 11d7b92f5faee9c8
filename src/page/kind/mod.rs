//! What page a document is: many signs, each with a weight for the kinds that it speaks for or against.
//!
//! The signs are questions in the code; the weights are data (`weights.txt`), found by `./build.sh fit`
//! from what stood there and labelled pages.

mod marks;
mod rules;
mod signs;
mod unnamed;

pub use self::signs::{Counts, Signs};
use super::Kind;
use super::evidence::Because;
use super::weights::shipped;

/// What a sign rests on, where it holds; empty where that is no words.
pub type Sign = fn(&Signs) -> Option<String>;

/// The kind that most speaks for, in the sum of all signs that hold.
pub fn kind(signs: &Signs, because: &mut Because) -> Kind {
    let holding = holding(signs);
    let mut names = Vec::new();
    for (name, _) in &holding {
        names.push(*name);
    }
    let own = shipped().kind.told(&names);
    // The sign that said most for it is why.
    let mut most = (0, "");
    for (name, mark) in &holding {
        let weight = shipped().kind.of(name, own);
        if weight > most.0 {
            most = (weight, if mark.is_empty() { name } else { mark });
        }
    }
    if most.0 > 0 {
        because.add("kind", "signs", most.1);
    }
    Kind::ALL.get(own).map_or(Kind::Other, |(kind, _)| *kind)
}

/// The names of all signs, and what each asks.
fn all() -> impl Iterator<Item = (&'static str, Sign)> {
    rules::RULES.into_iter().chain(marks::MARKS).chain(unnamed::UNNAMED)
}

/// The signs that hold, by name, with what they rest on.
pub fn holding(signs: &Signs) -> Vec<(&'static str, String)> {
    let mut holding = Vec::new();
    for (name, sign) in all() {
        if let Some(mark) = sign(signs) {
            holding.push((name, mark));
        }
    }
    holding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read::read;
    use crate::page::testpage::page;

    fn kind_of(html: &str) -> Kind {
        read(&page("https://shop.example/x", html)).kind
    }

    #[test]
    fn every_weight_is_of_a_sign_for_a_kind() {
        let signs: Vec<&str> = all().map(|(name, _)| name).collect();
        crate::page::weights::tests::check(
            crate::page::lexicon::section("kind"),
            &signs,
            &Kind::ALL.map(|(_, name)| name),
        );
    }

    #[test]
    fn a_page_is_known_by_its_buttons_and_headings() {
        for (html, kind) in [
            ("<body><h1>Mug</h1><p>¥12.80</p><button>立即购买</button></body>", Kind::Product),
            ("<body><h1>购物车</h1><input name=qty value=2><button>去结算</button></body>", Kind::Cart),
            (
                "<body><h1>Корзина</h1><input name=qty value=2><button>Оформить заказ</button></body>",
                Kind::Cart,
            ),
            ("<body><h1>确认订单</h1><p>收货地址：杭州</p><button>提交订单</button></body>", Kind::Checkout),
            ("<body><h1>收银台</h1><p>应付 ¥25.60</p><button>立即支付</button></body>", Kind::Cashier),
            (
                "<body><h1>登录</h1><input name=user><input type=password><button>登录</button></body>",
                Kind::Login,
            ),
            ("<body><h1>Two-Step Verification</h1><input type=tel><button>Send</button></body>", Kind::Login),
            ("<body><h1>支付成功</h1><p>订单编号：2885410663725190012</p></body>", Kind::Receipt),
            ("<body><h1>我的订单</h1><p>订单号：2885410663725190012</p></body>", Kind::OrderList),
            ("<body><h1>订单详情</h1><p>订单号：2885410663725190012</p></body>", Kind::OrderDetail),
            ("<body><h1>安全验证</h1><p>请向右滑动</p></body>", Kind::Blocked),
            ("<body><h1>商品已下架</h1></body>", Kind::Gone),
            ("<body><h1>订单处理中</h1><p>请稍候</p></body>", Kind::Waiting),
            ("<body><h1>About us</h1><p>We make mugs.</p></body>", Kind::Other),
        ] {
            assert_eq!(kind_of(html), kind, "{html}");
        }
    }

    #[test]
    fn a_second_proof_of_who_signs_in_is_asked_in_many_languages() {
        for heading in [
            "İki adımlı doğrulama",
            "Xác thực hai yếu tố",
            "การยืนยันตัวตนแบบสองขั้นตอน",
            "Verifikasi dua langkah",
            "2段階認証",
            "인증번호 입력",
            "Zwei-Faktor-Authentifizierung",
            "Validation en deux étapes",
            "Verificación en dos pasos",
        ] {
            let html = format!("<body><h1>{heading}</h1><input type=tel><button>OK</button></body>");
            assert_eq!(kind_of(&html), Kind::Login, "{heading}");
        }
    }

    #[test]
    fn what_tells_of_an_order_on_the_way_is_no_orders_page() {
        let frame = r#"<iframe src="https://pay.example/x" box="0 0 900 600"></iframe>"#;
        for (html, kind) in [
            (format!("<body><h1>核对订单信息</h1>{frame}</body>"), Kind::Checkout),
            (
                "<body><h1>Thank you for your order</h1><h2>Order details</h2><p>Order number: 4711-22</p></body>".to_owned(),
                Kind::Receipt,
            ),
            (
                "<body><h1>支付成功</h1><h2>订单详情</h2><p>订单编号：28854106</p><p>订单编号：28854107</p></body>".to_owned(),
                Kind::Receipt,
            ),
        ] {
            assert_eq!(kind_of(&html), kind, "{html}");
        }
    }

    #[test]
    fn a_sold_out_product_below_others_is_one() {
        let card = |name: &str| format!("<li><a href=/product/{name}>{name}</a><span>£34.00</span></li>");
        let cards: String = ["oak", "ash", "elm", "fir", "yew"].map(card).concat();
        let html =
            format!("<body><p>Sorry, this item is sold out.</p><ul>{cards}</ul><h1>Walnut board</h1></body>");
        assert_eq!(read(&page("https://shop.example/product/5", &html)).kind, Kind::Product);
    }

    #[test]
    fn a_heading_that_leads_to_orders_lists_none() {
        let forum = "<body><h1>Forum</h1><h2><a href=/forum/orders>Orders</a></h2><p>Questions about orders</p></body>";
        assert_ne!(kind_of(forum), Kind::OrderList);
    }

    #[test]
    fn a_way_to_the_cart_makes_no_cart() {
        assert_eq!(
            kind_of("<body><h2>Your cart</h2><h1>Mug</h1><button>Add to cart</button></body>"),
            Kind::Product
        );
    }
}
