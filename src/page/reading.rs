//! What one document turned out to be.

use crate::json::Json;

use super::{Basket, Handle, Placed, Product, Rect};

/// The kind of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Json)]
pub enum Kind {
    /// One product that can be bought.
    Product,
    /// Several products.
    Listing,
    /// What is in the cart.
    Cart,
    /// The last look before an order is placed.
    Checkout,
    /// The page where an order that was placed is paid.
    Cashier,
    /// A sign-in page.
    Login,
    /// A page to open an account.
    Register,
    /// The page after an order was placed.
    Receipt,
    /// The person's orders.
    OrderList,
    /// One of the person's orders.
    OrderDetail,
    /// A captcha or another check of the person.
    Blocked,
    /// The product is not there any more.
    Gone,
    /// A page that says it is still working and goes on by itself.
    Waiting,
    /// Anything else, or not enough seen to tell.
    #[default]
    Other,
}

impl Kind {
    /// All kinds with their names in data and on the command line.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Other, "other"),
        (Self::Product, "product"),
        (Self::Listing, "listing"),
        (Self::Cart, "cart"),
        (Self::Checkout, "checkout"),
        (Self::Cashier, "cashier"),
        (Self::Login, "login"),
        (Self::Register, "register"),
        (Self::Receipt, "receipt"),
        (Self::OrderList, "order-list"),
        (Self::OrderDetail, "order-detail"),
        (Self::Blocked, "blocked"),
        (Self::Gone, "gone"),
        (Self::Waiting, "waiting"),
    ];

    /// Its name in data and on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, name)| name)
    }
}

/// What one document says.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Reading {
    /// The document's address.
    pub url: String,
    /// Whether it is the top document of its tab.
    pub top: bool,
    /// The document is parsed and what it is can be told; before this nothing is decided.
    pub settled: bool,
    /// What page it is.
    pub kind: Kind,
    /// The shop or platform whose profile was read by.
    pub supplier: Option<String>,
    /// Whether somebody is signed in; nothing where the page does not tell.
    pub signed_in: Option<bool>,
    /// The name of who is signed in, where shown.
    pub account: Option<String>,
    /// The product of a product page.
    pub product: Option<Product>,
    /// What a cart, a checkout or a receipt lists.
    pub basket: Option<Basket>,
    /// Which step of a checkout it is, as far as the names of the fields that it shows tell: an address may serve
    /// for all of them.
    #[json(default)]
    pub step: String,
    /// Orders that a receipt, an order list or an order page tells.
    pub placed: Vec<Placed>,
    /// Buttons that buy, add to the cart, go to the checkout, submit or pay.
    pub buttons: Vec<Button>,
    /// Links that lead on.
    pub links: Vec<Link>,
    /// Frames of other origins that take a good part of the page.
    pub frames: Vec<Frame>,
    /// Forms by which the person signs in, also such as open on a press.
    pub sign_ins: Vec<SignIn>,
    /// What the panel must not cover: captchas, dialogs, what the person signs in with.
    pub never_cover: Vec<Handle>,
    /// What it leaves free unless the person wants it there: the buttons and frames above, the options
    /// that are chosen, the quantities that are filled.
    pub keep_clear: Vec<Handle>,
    /// Why it was read so.
    pub evidence: Vec<Evidence>,
}

impl Reading {
    /// The button with that role, if there is exactly one that can be pressed.
    pub fn button(&self, role: ButtonRole) -> Option<&Button> {
        let mut all = self.buttons.iter().filter(|button| button.role == role && !button.disabled);
        all.next().filter(|_| all.next().is_none())
    }

    /// The button at a handle, or, where the page made its buttons anew, the only one with those words.
    pub fn button_at(&self, handle: Handle, label: &str) -> Option<&Button> {
        let mut called = self.buttons.iter().filter(|button| button.label == label && !label.is_empty());
        let only = called.next().filter(|_| called.next().is_none());
        self.buttons.iter().find(|button| button.handle == handle).or(only)
    }

    /// The first link with that role.
    pub fn link(&self, role: LinkRole) -> Option<&Link> {
        self.links.iter().find(|link| link.role == role)
    }
}

/// What a button does when the person presses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Json)]
pub enum ButtonRole {
    /// Buys at once (立即购买); may place an order.
    BuyNow,
    /// Puts into the cart.
    AddToCart,
    /// Takes over the quantities that were changed in the cart (更新购物车).
    UpdateCart,
    /// Leads on in a checkout of several pages. On the last one that places the order, and the words do
    /// not tell which that is.
    Continue,
    /// Leads from the cart to the checkout (去结算).
    ToCheckout,
    /// Places the order (提交订单).
    Submit,
    /// Pays (立即支付).
    Pay,
}

impl ButtonRole {
    /// Whether a press of it can place an order or pay. Such a press is stored before anything else.
    pub fn may_place(self) -> bool {
        matches!(self, Self::BuyNow | Self::Continue | Self::Submit | Self::Pay)
    }
}

/// A button of the supplier's that the person presses, never the extension.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Button {
    /// Its handle.
    pub handle: Handle,
    /// What it does.
    pub role: ButtonRole,
    /// Its words.
    pub label: String,
    /// It cannot be pressed now.
    pub disabled: bool,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Json)]
pub enum LinkRole {
    /// To the sign-in page.
    SignIn,
    /// Signs out.
    SignOut,
    /// To the cart.
    Cart,
    /// To the person's orders.
    Orders,
}

/// A link that leads on.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Link {
    /// Where it leads.
    pub role: LinkRole,
    /// Its absolute address.
    pub url: String,
    /// Its handle.
    pub handle: Handle,
}

/// A frame of another origin.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Frame {
    /// Address of the frame's first document.
    pub url: String,
    /// Its box in the document.
    pub rect: Rect,
}

/// A form by which the person signs in.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct SignIn {
    /// What holds its fields.
    pub handle: Handle,
    /// Its fields and buttons.
    pub parts: Vec<Handle>,
}

/// One reason for a part of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Evidence {
    /// What was read, such as `price` or `signed_in`.
    pub of: String,
    /// Where from: `profile`, `json-ld`, `microdata`, `meta`, `text`, `control`, `address`.
    pub from: String,
    /// The words or mark that it rests on, cut to 80 characters.
    pub mark: String,
}
