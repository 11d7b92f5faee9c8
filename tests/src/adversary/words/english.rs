//! English.

use super::super::coin::{GBP, USD};
use super::super::language::Language;

const GOODS: &[&str] = &[
    "Canvas Tote Bag",
    "Cotton T-Shirt",
    "Steel Water Bottle",
    "Packing Tape",
    "Desk Lamp",
    "Work Gloves",
    "Nitrile Gloves",
    "Notebook A5",
    "USB-C Cable",
    "Hex Bolt",
    "Paper Cup",
    "Storage Box",
];

const AXES: &[(&str, &[&str])] = &[
    ("Color", &["Red", "Blue", "Light Blue", "Navy", "Black", "White", "Dark Green", "Green"]),
    ("Size", &["S", "M", "L", "XL", "XXL", "3XL"]),
    ("Material", &["Cotton", "Organic Cotton", "Linen", "Polyester", "Steel", "Stainless Steel"]),
    ("Capacity", &["250 ml", "500 ml", "750 ml", "1 l", "1.5 l"]),
    ("Pack size", &["Pack of 2", "Pack of 3", "Pack of 12", "Single"]),
    ("Length", &["1 m", "2 m", "3 m", "10 m"]),
    ("Style", &["Classic", "Slim", "Loose", "With Zip", "Without Zip"]),
];

const PRAISE: &[&str] = &[
    "Made for every day, rated 4.8 of 5 by 1,203 customers.",
    "Dispatched within 2 working days. 30 days to return.",
    "Model 2024, weight 350 g, 2 year guarantee.",
];

/// American.
pub const ENGLISH: Language = Language {
    tag: "en-US",
    coins: &[USD],
    goods: GOODS,
    axes: AXES,
    quantity: &["Quantity", "Qty", "Qty:", "Quantity:"],
    add: &["Add to cart", "Add to Cart", "ADD TO CART", "Add to bag"],
    buy: &["Buy now", "Buy Now", "Buy it now", "Order now"],
    price: &["Price", "Price:", "Our price", "Now", "Unit price"],
    was: &["Was", "List price:", "Regular price", "Was:", "MSRP"],
    stock: &["{} in stock", "In stock: {}", "Stock: {}", "{} available", "Only {} left in stock"],
    minimum: &["Minimum order: {} pieces", "MOQ: {}", "Min. order: {}", "Minimum quantity {}"],
    step: &["Sold in multiples of {}", "Only in multiples of {}"],
    sold_out: &["Sold out", "Out of stock", "Currently unavailable"],
    tier: &["{}+ pcs", "≥{} pieces", "{} or more", "from {} units"],
    also: &["You may also like", "Customers also bought", "Related products"],
    choose: &["Choose an option", "Please select", "Select", "-- Please choose --"],
    freight: &["Shipping: {}", "+ {} shipping", "Free shipping on orders over {}"],
    leave: "Sign out",
    praise: PRAISE,
    about: "Product description",
};

/// British.
pub const BRITISH: Language = Language {
    tag: "en-GB",
    coins: &[GBP],
    axes: &[
        ("Colour", &["Red", "Blue", "Light Blue", "Navy", "Black", "White", "Sky Grey", "Grey"]),
        ("Size", &["8", "10", "12", "14", "16", "18"]),
        ("Finish", &["Matt", "Gloss", "Satin", "Semi-Gloss"]),
        ("Thickness", &["3 mm", "5 mm", "10 mm", "25 mm"]),
    ],
    add: &["Add to basket", "Add to Basket", "Add to trolley"],
    buy: &["Buy now", "Buy it now"],
    freight: &["Delivery: {}", "Delivery from {}", "Free delivery on orders over {}"],
    was: &["Was", "RRP", "RRP:"],
    ..ENGLISH
};
