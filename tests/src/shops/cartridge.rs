//! Cartridge, the shop of Mezzanine.

use one_click_purchase::page::Kind;

use super::{Described, Goods, SignIn, Step};

const ADDRESS: &[(&str, &str)] = &[
    ("#id_billing_detail_first_name", "Bea"),
    ("#id_billing_detail_last_name", "Buyer"),
    ("#id_billing_detail_street", "12 Harbour Street"),
    ("#id_billing_detail_city", "New York"),
    ("#id_billing_detail_state", "NY"),
    ("#id_billing_detail_postcode", "10001"),
    ("#id_billing_detail_country", "USA"),
    ("#id_billing_detail_phone", "+1 212 555 0142"),
    ("#id_billing_detail_email", "buyer@example.com"),
];

const CARD: &[(&str, &str)] = &[
    ("#id_card_name", "Bea Buyer"),
    ("input[name=card_type][value=Visa]", ""),
    ("#id_card_number", "4111111111111111"),
    ("#id_card_expiry_month", "12"),
    ("#id_card_expiry_year", "2030"),
    ("#id_card_ccv", "123"),
];

const NEXT: &str = ".checkout-form .form-actions input.pull-right";

/// Its success page tells no number; its list of orders tells neither goods nor a word for the number.
pub const CARTRIDGE: Described = Described {
    name: "Cartridge",
    script: "cartridge-up.sh",
    settings: &[],
    directory: "cartridge",
    installed_with: None,
    database: "dev.db",
    sold: "select o.id, printf('%.2f', o.total), printf('%.2f', o.shipping_total), i.sku, i.quantity
        from shop_order o join shop_orderitem i on i.order_id = o.id order by o.id, i.id",
    sign_in: SignIn {
        link: "a[href^='/accounts/login/']",
        fields: &[("#id_username", "buyer"), ("#id_password", "buyer-pass-123")],
        submit: "form[method=post] input[type=submit][value='Log in']",
        done: "a[href^='/accounts/logout/']",
    },
    goods: Goods {
        path: "/shop/product/team-shirt-14/",
        title: "Team shirt 14",
        attributes: &[("Size", "Large"), ("Colour", "Green")],
        sku: "CT-14-8",
        price: "23.00",
        quantity: 2,
        page_of_variant: "/shop/product/team-shirt-14/",
        by_hand: &[("#id_quantity", "2"), ("#id_option1", "Large"), ("#id_option2", "Green")],
        in_cart: &[],
    },
    add: "input[name=add_cart]",
    cart: "/shop/cart/",
    update: "input[name=update_cart]",
    to_checkout: ".cart-form a[href='/shop/checkout/']",
    checkout: &[
        Step {
            at: "/shop/checkout/",
            shows: "#id_step[value='1']",
            fields: ADDRESS,
            press: NEXT,
            is: Kind::Checkout,
        },
        Step {
            at: "/shop/checkout/",
            shows: "#id_step[value='2']",
            fields: CARD,
            press: NEXT,
            is: Kind::Checkout,
        },
        Step {
            at: "/shop/checkout/",
            shows: "#id_step[value='3']",
            fields: &[],
            press: NEXT,
            is: Kind::Checkout,
        },
    ],
    thanks: "/shop/checkout/complete/",
    shows_number: false,
    to_orders: &["a[href='/accounts/update/']", "a[href='/account/orders/']"],
    pages: &[
        ("/shop/", Kind::Listing),
        ("/shop/product/team-shirt-14/", Kind::Product),
        ("/shop/product/plain-mug-1/", Kind::Product),
        ("/shop/cart/", Kind::Cart),
        ("/accounts/login/", Kind::Login),
        ("/accounts/signup/", Kind::Register),
        ("/shop/product/no-such-thing/", Kind::Gone),
    ],
    own_pages: &[("/account/orders/", Kind::OrderList), ("/shop/invoice/1/", Kind::OrderDetail)],
};
