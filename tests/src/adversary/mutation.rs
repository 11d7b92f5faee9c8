//! What makes a page hard, and whether it can be bought at all.

use super::dice::Dice;

/// Something that makes a page hard to read or to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    /// Options that are nearly called like the wanted one: `L` and `XL`, `10` and `100`.
    NearLabels,
    /// Letters and digits of double width.
    FullWidth,
    /// Characters in labels that nobody sees, and spaces of other kinds.
    Invisible,
    /// Axes in another order than the order's, some with the same options.
    SwappedAxes,
    /// An option that cannot be chosen is called like the wanted one.
    DisabledTwin,
    /// Two options are called alike, and only their ids differ.
    EqualLabels,
    /// The price is another for each variant.
    PriceOnChoice,
    /// The price depends on the quantity.
    Tiers,
    /// A smallest quantity.
    Minimum,
    /// Quantities go up by more than one.
    Step,
    /// Controls come after the page has loaded.
    Late,
    /// Controls are made anew whenever something is chosen, and prices come a moment later.
    ReRendered,
    /// The title keeps naming the first variant.
    StaleTitle,
    /// The page's data for programs keeps naming the first variant and its price.
    StaleData,
    /// Other products with quantities, prices and buttons of their own.
    OtherProducts,
    /// A price that was.
    OldPrice,
    /// Freight, instalments and vouchers.
    OtherAmounts,
    /// The price is put together from several elements.
    SplitPrice,
    /// Every variant is a row with a quantity of its own.
    Rows,
    /// Every variant is a page of its own.
    Pages,
    /// The quantity has buttons and no field.
    Stepper,
    /// The quantity is a field for text.
    TextField,
    /// The quantity is a list to choose from.
    QuantityList,
    /// Controls live in a shadow root.
    Shadow,
    /// The controls are there a second time, for small screens, and hidden.
    HiddenTwin,
    /// The head of the page has lists for language, currency and country.
    HeadLists,
    /// A bar that stays in sight has the button once more.
    Bar,
    /// The variant or the product is sold out.
    SoldOut,
    /// The variant costs more than the order allows.
    OverLimit,
    /// Prices are in another currency than the order's.
    OtherCurrency,
    /// There are fewer than wanted.
    TooFew,
    /// The wanted option is not there, only one that is nearly called so.
    MissingOption,
    /// The order does not name an axis that the page asks for.
    UnnamedAxis,
    /// The page does not take what is chosen or filled.
    Deaf,
    /// Options tell in their own text what they cost more, or that they are sold out.
    Notes,
    /// A table has a quantity for each pair of options.
    Grid,
    /// Quantity and buttons come once all is chosen.
    Gated,
    /// One axis can be chosen only after the one before, or forgets what was chosen when that changes.
    Stepwise,
    /// Options are barred by what is chosen on another axis.
    Dependent,
    /// Pictures, tabs, ratings and fields that are no options and no quantities.
    Furniture,
    /// What a kilogram costs, what is saved, and how many stars it has.
    BaseUnit,
    /// Amounts without a sign: the currency is told for programs only.
    PlainPrice,
    /// Thousands of pieces, with the numbers as the country groups them.
    Large,
    /// The price of what is chosen comes late.
    SlowPrice,
    /// Something lies over the page.
    Covered,
    /// A row that nobody ordered holds a quantity.
    Prefilled,
    /// No quantity can be set: each press of the button puts one into the cart.
    NoQuantity,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 47] = [
        Self::NearLabels,
        Self::FullWidth,
        Self::Invisible,
        Self::SwappedAxes,
        Self::DisabledTwin,
        Self::EqualLabels,
        Self::PriceOnChoice,
        Self::Tiers,
        Self::Minimum,
        Self::Step,
        Self::Late,
        Self::ReRendered,
        Self::StaleTitle,
        Self::StaleData,
        Self::OtherProducts,
        Self::OldPrice,
        Self::OtherAmounts,
        Self::SplitPrice,
        Self::Rows,
        Self::Pages,
        Self::Stepper,
        Self::TextField,
        Self::QuantityList,
        Self::Shadow,
        Self::HiddenTwin,
        Self::HeadLists,
        Self::Bar,
        Self::SoldOut,
        Self::OverLimit,
        Self::OtherCurrency,
        Self::TooFew,
        Self::MissingOption,
        Self::UnnamedAxis,
        Self::Deaf,
        Self::Notes,
        Self::Grid,
        Self::Gated,
        Self::Stepwise,
        Self::Dependent,
        Self::Furniture,
        Self::BaseUnit,
        Self::PlainPrice,
        Self::Large,
        Self::SlowPrice,
        Self::Covered,
        Self::Prefilled,
        Self::NoQuantity,
    ];
}

/// What must become of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fate {
    /// It can be bought.
    #[default]
    Buy,
    /// The reasons to stop, one each.
    SoldOut,
    /// See [`Mutation::OverLimit`].
    OverLimit,
    /// See [`Mutation::OtherCurrency`].
    OtherCurrency,
    /// Fewer are wanted than may be ordered.
    BelowMinimum,
    /// The quantity is no multiple.
    OffStep,
    /// See [`Mutation::TooFew`].
    TooFew,
    /// See [`Mutation::MissingOption`].
    MissingOption,
    /// Two options are called alike, and the order has no id.
    Doubt,
    /// See [`Mutation::UnnamedAxis`].
    UnnamedAxis,
    /// See [`Mutation::Deaf`].
    Deaf,
    /// See [`Mutation::Covered`].
    Covered,
    /// See [`Mutation::Prefilled`].
    Prefilled,
}

/// Of a hundred pages so many have each reason to stop; the others can be bought.
const STOPS: [(Fate, usize); 12] = [
    (Fate::SoldOut, 6),
    (Fate::OverLimit, 5),
    (Fate::OtherCurrency, 5),
    (Fate::BelowMinimum, 3),
    (Fate::OffStep, 3),
    (Fate::TooFew, 5),
    (Fate::MissingOption, 6),
    (Fate::Doubt, 3),
    (Fate::UnnamedAxis, 5),
    (Fate::Deaf, 6),
    (Fate::Covered, 5),
    (Fate::Prefilled, 5),
];

impl Fate {
    /// The fate of a page: each hundred pages have all of them, shuffled, so that none is rare by chance.
    pub fn of(seed: u64, page: u32) -> Self {
        let mut deck = vec![Self::Buy; 100];
        let mut places = deck.iter_mut();
        for (fate, times) in STOPS {
            for place in places.by_ref().take(times) {
                *place = fate;
            }
        }
        Dice::of(seed ^ 0xDEC4, page / 100).shuffle(&mut deck);
        let place = usize::try_from(page % 100).unwrap_or_default();
        deck.get(place).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hundred_pages_have_all_fates() {
        let stops = (100..200).filter(|page| Fate::of(7, *page) != Fate::Buy).count();
        assert_eq!(stops, 57);
        assert_eq!((100..200).filter(|page| Fate::of(7, *page) == Fate::Doubt).count(), 3);
    }
}
