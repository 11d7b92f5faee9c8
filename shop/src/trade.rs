//! What an order would cost, and why it may not be placed.

use crate::catalogue::{Product, Sku, Success};
use crate::price::{Currency, Price};
use crate::words::Word;

/// A variant and how many of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The variant's id.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// One line of an order or a cart, as it stands on the page.
#[derive(Debug, Clone)]
pub struct Line {
    /// The variant's id.
    pub sku: String,
    /// The product's title.
    pub title: String,
    /// The variant in words.
    pub variant: String,
    /// The product's page.
    pub path: String,
    /// The product's picture.
    pub picture: String,
    /// How many.
    pub quantity: u32,
    /// What each costs.
    pub unit_price: Price,
}

/// The lines that one warehouse ships: one supplier order.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its freight.
    pub freight: Price,
}

impl Parcel {
    /// The goods without freight.
    pub fn goods(&self) -> Price {
        self.lines.iter().fold(Price(0), |sum, line| sum.plus(line.unit_price.times(line.quantity)))
    }

    /// Goods and freight.
    pub fn total(&self) -> Price {
        self.goods().plus(self.freight)
    }
}

/// What a checkout costs.
#[derive(Debug, Clone)]
pub struct Quote {
    /// One for each warehouse.
    pub parcels: Vec<Parcel>,
    /// The currency of all of it.
    pub currency: Currency,
    /// How the receipt shows the number.
    pub success: Success,
}

impl Quote {
    /// Goods of all parcels.
    pub fn goods(&self) -> Price {
        self.parcels.iter().fold(Price(0), |sum, parcel| sum.plus(parcel.goods()))
    }

    /// Freight of all parcels.
    pub fn freight(&self) -> Price {
        self.parcels.iter().fold(Price(0), |sum, parcel| sum.plus(parcel.freight))
    }

    /// What is to be paid.
    pub fn total(&self) -> Price {
        self.goods().plus(self.freight())
    }
}

/// Why something cannot be ordered, in the shop's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub Word);

const FREE_FROM: Price = Price(20_000);
const FREIGHT: Price = Price(600);

/// Prices a list of items, or says why they cannot be ordered together.
pub fn quote(products: &[Product], items: &[Item]) -> Result<Quote, Refusal> {
    let mut parcels: Vec<(u8, Parcel)> = Vec::new();
    let mut first = None;
    for item in items {
        let (product, sku) = find(products, &item.sku).ok_or(Refusal(Word::Gone))?;
        let (currency, success) = *first.get_or_insert((product.currency, product.success));
        if currency != product.currency {
            return Err(Refusal(Word::Refused));
        }
        check(product, sku, item.quantity, of_product(product, items))?;
        let line = line(product, sku, item.quantity, of_product(product, items));
        match parcels.iter_mut().find(|(warehouse, _)| *warehouse == sku.warehouse) {
            Some((_, parcel)) => parcel.lines.push(line),
            None => parcels.push((sku.warehouse, Parcel { lines: vec![line], freight: Price(0) })),
        }
        first = Some((currency, success));
    }
    let (currency, success) = first.ok_or(Refusal(Word::EnterQuantity))?;
    let mut parcels: Vec<Parcel> = parcels.into_iter().map(|(_, parcel)| parcel).collect();
    for parcel in &mut parcels {
        parcel.freight = if parcel.goods() < FREE_FROM { FREIGHT } else { Price(0) };
    }
    let success = match success {
        _ if parcels.len() > 1 => Success::Split,
        Success::Split => Success::Text,
        other => other,
    };
    Ok(Quote { parcels, currency, success })
}

/// One line as it stands on a page, `together` being how many of the product are bought in all.
pub fn line(product: &Product, sku: &Sku, quantity: u32, together: u32) -> Line {
    Line {
        sku: sku.id.clone(),
        title: product.title.to_owned(),
        variant: product.variant(sku),
        path: product.path(Some(sku)),
        picture: product.picture(Some(sku)),
        quantity,
        unit_price: product.price_at(sku, together),
    }
}

/// The product and variant of a SKU id.
pub fn find<'a>(products: &'a [Product], sku: &str) -> Option<(&'a Product, &'a Sku)> {
    products.iter().find_map(|product| Some((product, product.sku(sku)?)))
}

/// How many of a product a list holds in all its variants.
pub fn of_product(product: &Product, items: &[Item]) -> u32 {
    items
        .iter()
        .filter(|item| product.sku(&item.sku).is_some())
        .fold(0, |sum, item| sum.saturating_add(item.quantity))
}

fn check(product: &Product, sku: &Sku, quantity: u32, together: u32) -> Result<(), Refusal> {
    let refusal = if product.gone {
        Word::Gone
    } else if sku.stock == 0 {
        Word::SoldOut
    } else if quantity == 0 {
        Word::EnterQuantity
    } else if quantity > sku.stock {
        Word::NotEnough
    } else if together < product.minimum {
        Word::Minimum
    } else if !quantity.is_multiple_of(product.step) {
        Word::Step
    } else {
        return Ok(());
    };
    Err(Refusal(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::goods;

    fn item(products: &[Product], slug: &str, place: usize, quantity: u32) -> Item {
        let product = products.iter().find(|product| product.slug == slug).unwrap();
        Item { sku: product.skus[place].id.clone(), quantity }
    }

    #[test]
    fn a_tier_counts_all_variants_of_the_product() {
        let products = goods();
        let items = [item(&products, "a-tshirt", 0, 30), item(&products, "a-tshirt", 1, 20)];
        let quote = quote(&products, &items).unwrap();
        assert!(
            quote.parcels.iter().flat_map(|parcel| &parcel.lines).all(|line| line.unit_price == Price(1190))
        );
        assert_eq!((quote.goods(), quote.freight()), (Price(59_500), Price(0)));
    }

    #[test]
    fn two_warehouses_make_two_parcels() {
        let products = goods();
        let items = [item(&products, "a-bins", 0, 1), item(&products, "a-bins", 1, 1)];
        let quote = quote(&products, &items).unwrap();
        assert_eq!((quote.parcels.len(), quote.success), (2, Success::Split));
        assert_eq!(quote.freight(), Price(1200));
    }

    #[test]
    fn what_cannot_be_ordered_is_refused() {
        let products = goods();
        for (slug, quantity, word) in [
            ("sold-out", 1, Word::SoldOut),
            ("limited", 4, Word::NotEnough),
            ("vest", 5, Word::Minimum),
            ("vest", 12, Word::Step),
            ("gone", 1, Word::Gone),
            ("c-notebook", 0, Word::EnterQuantity),
        ] {
            let refused = quote(&products, &[item(&products, slug, 0, quantity)]).unwrap_err();
            assert_eq!(refused, Refusal(word), "{slug}");
        }
        assert_eq!(quote(&products, &[]).unwrap_err(), Refusal(Word::EnterQuantity));
    }
}
