//! English.

use super::{Dictionary, Word};

#[rustfmt::skip] // a dictionary, packed to be read at a glance
pub const WORDS: Dictionary = &[
    (Word::SignIn, "\
        sign in; log in; login; signin; log-in; sign-in; member login; customer login; sign in / register; \
        sign in/register; sign in or register; login / register; login/register; log in / register; \
        log in or register; login or register; sign in | register; sign in | join; \
        sign in or create account; sign in / join; please sign in; please log in; hello, sign in; \
        hello. sign in; sign in to your account; log in to your account; sign in / sign up; \
        log in / sign up; login | register; sign-in/register; account login; sign in now; \
        log in to my account"),
    (Word::Register, "\
        register; sign up; create account; create an account; join; join now; join free; new customer; \
        open an account; signup"),
    (Word::SignOut, "\
        sign out; log out; logout; signout; log off; sign off; log-out; sign-out"),
    (Word::Greeting, "\
        hello; hi; welcome; welcome back; good morning; signed in as; logged in as"),
    (Word::SignInFirst, "\
        please sign in; please log in; sign in to; log in to; you need to sign in; you must be logged in; \
        login to see; sign in first; log in first; sign in before; not signed in"),
    (Word::BuyNow, "\
        buy now; order now; buy it now; purchase now; buy this now; buy; buy today; buy this; \
        buy immediately; order today; shop now and pay; instant buy"),
    (Word::AddToCart, "\
        add to cart; add to basket; add to bag; add to shopping cart; add to trolley; add to order; \
        add to my cart; add to shopping bag; add to shopping basket; add to my bag; add to purchase list; \
        add item to cart; put in cart; put into cart; put in basket; add item; add to purchase cart; \
        add to my basket; add to your basket; add to your cart; add to your bag; add to the cart; \
        add to the basket; add to the shopping cart"),
    (Word::ToCheckout, "\
        checkout; check out; proceed to checkout; go to checkout; continue to checkout; secure checkout; \
        proceed to check out; checkout now; check out now; to checkout; begin checkout; start checkout"),
    (Word::Submit, "\
        place order; place your order; submit order; place my order; complete order; complete purchase; \
        confirm order; confirm purchase; confirm and order; place order now; complete your order; \
        send order; submit my order; confirm your order; place the order; order with obligation to pay; \
        submit your order; confirm and place order; submit purchase order"),
    (Word::Pay, "\
        pay now; pay; confirm payment; pay for order; make payment; submit payment; confirm and pay; \
        complete payment; pay securely; proceed to payment; pay order; pay for this order; \
        place order and pay; confirm & pay"),
    (Word::Cart, "\
        cart; basket; shopping cart; shopping basket; shopping bag; bag; my cart; my basket; your cart; \
        your basket; view cart; view basket; your shopping cart; trolley; my bag; purchase cart"),
    (Word::Checkout, "\
        checkout; check out; review your order; order review; confirm your order; review order; \
        confirm order; order confirmation details; check your order"),
    (Word::Cashier, "\
        cashier; payment; payment method; choose a payment method; select payment method; \
        pay for your order; how would you like to pay; payment desk; complete your payment"),
    (Word::Orders, "\
        my orders; your orders; orders; order history; purchase history; order list; past orders; \
        all orders; recent orders; purchases"),
    (Word::OrderDetail, "\
        order details; order detail; order information; your order details; view order; order summary; \
        details of order"),
    (Word::Placed, "\
        thank you for your order; thank you for your purchase; order placed; order received; \
        your order has been placed; order confirmed; payment successful; payment received; order complete; \
        your order has been received; your order is placed; order successful; payment complete; \
        thanks for your order; order confirmation; we have received your order; we received your order; \
        your order is confirmed; thank you, your order; your order was placed; payment succeeded; \
        order submitted; your order is complete; successfully placed; thank you. your order"),
    (Word::Waiting, "\
        processing; please wait; one moment; just a moment; being processed; redirecting; \
        you will be redirected; working on it; hold on; loading"),
    (Word::Quantity, "\
        quantity; qty; amount; how many; number of items; order quantity; pieces; units; item quantity; \
        quantity to order; purchase quantity; pcs"),
    (Word::Stock, "\
        in stock; stock; available; left; left in stock; availability; on hand; remaining"),
    (Word::SoldOut, "\
        sold out; out of stock; currently unavailable; not available; unavailable; no longer in stock; \
        notify me when available; temporarily out of stock; out-of-stock; notify me; \
        email me when available; no stock; back in stock soon"),
    (Word::Minimum, "\
        minimum order; min. order; moq; minimum quantity; min order; minimum order quantity; at least; \
        min. qty; minimum purchase; min; from"),
    (Word::Step, "\
        multiples of; in steps of; multiple of; increments of; step; packs of; sold in; order in"),
    (Word::Price, "\
        price; our price; now; sale price; unit price; your price; today's price; special price; \
        wholesale price; each; sale; price each; net price"),
    (Word::OldPrice, "\
        was; list price; rrp; msrp; old price; regular price; original price; retail price; reg; \
        compare at; before; normally; list; reg. price; suggested retail price"),
    (Word::OtherAmount, "\
        shipping; delivery; save; you save; savings; off; per month; monthly; a month; orders over; \
        deposit; gift card; coupon; tax; discount; free over; spend; installments; reward; cash back; \
        bidding; bid; postage; used from; protection plan; warranty; instalments; minimum; handling; \
        freight"),
    (Word::Freight, "\
        shipping; freight; delivery; postage; shipping fee; delivery fee; shipping cost; \
        shipping & handling"),
    (Word::ShipTo, "\
        ship to; shipping address; deliver to; delivery address; recipient; shipping to; delivering to; \
        ship-to; consignee"),
    (Word::Total, "\
        order total; total; grand total; amount due; total to pay; to pay; amount payable; total amount; \
        payable"),
    (Word::Captcha, "\
        captcha; robot or human; verify you are human; verify you're human; not a robot; are you a robot; \
        are you human; unusual traffic; security check; press & hold; human verification; \
        prove you are human; slide to verify; security verification; checking your browser; verification"),
    (Word::Gone, "\
        no longer available; page not found; item not found; product not found; \
        this item is no longer available; has been removed; not found; discontinued; doesn't exist; \
        does not exist; no longer exists; no longer sold; has been discontinued; listing has ended; \
        has ended; no longer for sale; not for sale any more; taken off sale; we can't find; \
        we couldn't find that page"),
    (Word::Axis, "\
        color; colour; size; style; variant; model; capacity; material; pattern; version; length; width; \
        flavor; flavour; weight; pack; finish; option; options; type; scent; edition; storage; memory; \
        configuration; spec; specification; shade; fit; choose a size; choose a colour; choose a color; \
        select size; select color; select colour; thickness; diameter; voltage; plug; package; design; \
        format; pack size; variation; variants"),
    (Word::ChooseOne, "\
        choose an option; choose; select; please select; please choose; choose one; select one; \
        select an option; select size; select color; select colour; choose a size; choose a color; \
        choose a colour; none; make a selection; please choose one; -- select; pick one; select a size; \
        select a colour; select a color; choose size; choose color; choose colour"),
];
