//! django-oscar, in the form that it ships in and with its own full form to add to the cart.

use one_click_purchase::page::Kind;

use super::{Described, Goods, SignIn, Step};

const SOLD: &str = "select o.number, printf('%.2f', o.total_incl_tax), printf('%.2f', o.shipping_incl_tax),
    l.partner_sku, l.quantity from order_order o join order_line l on l.order_id = o.id order by o.id, l.id";

const SIGN_IN: SignIn = SignIn {
    link: "#login_link",
    fields: &[("#id_login-username", "buyer@example.com"), ("#id_login-password", "buyer-pass-123")],
    submit: "button[name=login_submit]",
    done: "#logout_link",
};

const ADDRESS: &[(&str, &str)] = &[
    ("#id_first_name", "Bea"),
    ("#id_last_name", "Buyer"),
    ("#id_line1", "12 Harbour Street"),
    ("#id_line4", "New York"),
    ("#id_postcode", "10001"),
    ("#id_country", "US"),
];

const CHECKOUT: &[Step] = &[
    Step {
        at: "/checkout/shipping-address",
        shows: "#id_postcode",
        fields: ADDRESS,
        press: "#new_shipping_address button[type=submit]",
        is: Kind::Checkout,
    },
    Step {
        at: "/checkout/payment-details",
        shows: "#view_preview",
        fields: &[],
        press: "#view_preview",
        is: Kind::Other,
    },
    Step {
        at: "/checkout/preview",
        shows: "#place-order",
        fields: &[],
        press: "#place-order",
        is: Kind::Checkout,
    },
];

const OWN_PAGES: &[(&str, Kind)] = &[
    ("/accounts/orders/", Kind::OrderList),
    ("/accounts/orders/100001/", Kind::OrderDetail),
    ("/basket/", Kind::Cart),
];

/// As it ships: quantity 1 is hidden in the form, and variants are links to pages of their own.
pub const STOCK: Described = Described {
    name: "django-oscar, as it ships",
    script: "oscar-up.sh",
    settings: &[],
    directory: "oscar",
    installed_with: None,
    database: "db.sqlite3",
    sold: SOLD,
    sign_in: SIGN_IN,
    goods: Goods {
        path: "/catalogue/cotton-t-shirt_13/",
        title: "Cotton T-shirt",
        attributes: &[("Colour", "White"), ("Size", "L")],
        sku: "SKU-0013-2",
        price: "11.90",
        quantity: 3,
        page_of_variant: "/catalogue/cotton-t-shirt-white-l_16/",
        by_hand: &[],
        in_cart: &[("#id_form-0-quantity", "3")],
    },
    add: "#add_to_basket_form button[type=submit]",
    cart: "/basket/",
    update: "#basket_formset button[type=submit]",
    to_checkout: "a.btn-lg[href='/checkout/']",
    checkout: CHECKOUT,
    thanks: "/checkout/thank-you",
    shows_number: true,
    to_orders: &[],
    pages: &[
        ("/catalogue/", Kind::Listing),
        ("/catalogue/category/clothing-more_2/", Kind::Listing),
        ("/catalogue/cotton-t-shirt_13/", Kind::Product),
        ("/catalogue/cotton-t-shirt-white-l_16/", Kind::Product),
        ("/catalogue/wireless-mouse_3/", Kind::Product),
        ("/catalogue/vintage-wall-clock_12/", Kind::Product),
        ("/basket/", Kind::Cart),
        ("/accounts/login/", Kind::Login),
        ("/catalogue/no-such-thing_999/", Kind::Gone),
    ],
    own_pages: OWN_PAGES,
};

/// With a quantity field and one list of variants, of which those that are sold out cannot be chosen.
pub const FULL: Described = Described {
    name: "django-oscar, with its full form",
    settings: &[("OSCAR_FORM", "full")],
    directory: "oscar-full",
    installed_with: Some("oscar"),
    goods: Goods {
        quantity: 2,
        page_of_variant: "/catalogue/cotton-t-shirt_13/",
        by_hand: &[("#id_child_id", "16"), ("#id_quantity", "2")],
        in_cart: &[],
        ..STOCK.goods
    },
    pages: &[
        ("/catalogue/", Kind::Listing),
        ("/catalogue/cotton-t-shirt_13/", Kind::Product),
        ("/catalogue/wireless-mouse_3/", Kind::Product),
        ("/catalogue/vintage-wall-clock_12/", Kind::Product),
    ],
    ..STOCK
};
